import Testing

@testable import Signal

@Suite("Moving filter")
struct MovingFilterTests {
    private func filter(_ frequency: Control) -> MovingFilter {
        MovingFilter([frequency], channels: 2) {
            Butterworth.sections(.lowpass($0[0]), order: 5, sampleRate: 48_000)
        }
    }

    private let sweep = Control(
        through: [
            .init(frame: 0, value: 50), .init(frame: 2_000, value: 15_000), .init(frame: 3_000, value: 100),
        ])

    @Test("how the stream is cut makes no difference to any bit", arguments: [[1], [15, 16, 17], [700]])
    func blockCut(capacities: [Int]) throws {
        let signal = [referenceSignal(4_000), referenceSignal(4_000, state: 8)]
        var (whole, cut) = (filter(sweep), filter(sweep))
        #expect(
            bits(try whole.processed(signal)) == bits(try cut.processed(signal, blockCapacities: capacities)))
    }

    @Test("a frequency that stands still gives the filter that stands still, within 1e-12")
    func still() throws {
        let signal = [referenceSignal(1_000), referenceSignal(1_000, state: 8)]
        var moving = filter(Control(2_000))
        var still = CausalFilter(
            Butterworth.sections(.lowpass(2_000), order: 5, sampleRate: 48_000), channels: 2)
        let (output, expected) = (try moving.processed(signal), try still.processed(signal))
        #expect(largestDifference(output[0], expected[0]) < 1e-12)
        #expect(largestDifference(output[1], expected[1]) < 1e-12)
    }

    @Test("a steady sound stays steady under the sweep of a low-pass: no zipper noise above −100 dB")
    func noZipper() throws {
        var moving = filter(sweep)
        let steady = Array(repeating: 0.5, count: 4_000)
        let output = try moving.processed([steady, steady])[0]
        let steps = zip(output[1_000...], output[1_001...]).map { abs($1 - $0) }
        #expect(steps.max() ?? 1 < 1e-5)
    }
}
