import Testing

@testable import Signal

@Suite("Causal filter")
struct CausalFilterTests {
    private let sections = Butterworth.sections(.lowpass(2000), order: 5, sampleRate: 48000)

    @Test("scipy's own sections give scipy's output within 1e-14")
    func agreesWithReference() throws {
        let numbers = try expectedFilterValues("sections")
        let sections = stride(from: 0, to: numbers.count, by: 5).map {
            Biquad(
                b0: numbers[$0], b1: numbers[$0 + 1], b2: numbers[$0 + 2], a1: numbers[$0 + 3],
                a2: numbers[$0 + 4])
        }
        var filter = CausalFilter(sections, channels: 1)
        let output = try filter.processed([referenceSignal(300)])[0]
        #expect(largestDifference(output, try expectedFilterValues("sections-sosfilt")) < 1e-14)
    }

    @Test(
        "how the stream is cut makes no difference to any bit",
        arguments: [[1], [63], [64], [7, 130, 1, 500]])
    func blockCut(capacities: [Int]) throws {
        // Ends in a silence long enough for the state to be flushed on the way.
        let signal = referenceSignal(500) + Array(repeating: 0, count: 8000)
        var whole = CausalFilter(sections, channels: 2)
        var cut = CausalFilter(sections, channels: 2)
        let channels = [signal, signal.reversed()]
        #expect(
            bits(try whole.processed(channels))
                == bits(try cut.processed(channels, blockCapacities: capacities)))
    }

    @Test("channels do not hear each other")
    func channelsAreSeparate() throws {
        let signal = referenceSignal(200)
        var alone = CausalFilter(sections, channels: 1)
        var together = CausalFilter(sections, channels: 2)
        let output = try together.processed([Array(repeating: 0, count: 200), signal])
        #expect(output[0].allSatisfy { $0 == 0 })
        #expect(output[1] == (try alone.processed([signal])[0]))
    }

    @Test("in a long silence the output ends at zero, without a subnormal number on the way")
    func silence() throws {
        var filter = CausalFilter(sections, channels: 1)
        let output = try filter.processed([[1] + Array(repeating: 0, count: 20000)])[0]
        #expect(output.last == 0)
        #expect(!output.contains { $0.isSubnormal })
    }
}
