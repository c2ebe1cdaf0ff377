import Testing

@testable import Signal

@Suite("Convolution")
struct ConvolutionTests {
    /// As `decaying` in `Expected/space.py`: an eighth of the response halves it.
    static func decaying(_ taps: Int, state: Int) -> [Double] {
        referenceSignal(taps, state: state).enumerated().map { index, sample in
            sample * Mathematics.power(0.5, Double(index) / (Double(taps) / 8))
        }
    }

    static func trueStereo() -> Convolution {
        let paths = [(0, 0), (0, 1), (1, 0), (1, 1)].enumerated().map { index, path in
            Convolution.Path(from: path.0, to: path.1, decaying(700, state: index + 1))
        }
        let mix = Control(through: [.init(frame: 0, value: 1), .init(frame: 1_008, value: 0.25)])
        return Convolution(StoredStream(programmeSignal()), paths, mix: mix, frames: 1_200)
    }

    private static func convolved(_ input: [Double], _ taps: [Double], _ capacities: [Int]) throws -> [Double]
    {
        try Convolution(
            StoredStream([input]), [.init(from: 0, to: 0, taps)], mix: Control(1), frames: input.count
        ).allSamples(blockCapacities: capacities)[0]
    }

    @Test("how the stream is cut makes no difference to any bit", arguments: [[1, 4_097], [20_000, 3]])
    func blockCut(capacities: [Int]) throws {
        let (input, taps) = (referenceSignal(30_000), Self.decaying(3_000, state: 5))
        #expect(
            bits([try Self.convolved(input, taps, [8_192])])
                == bits([try Self.convolved(input, taps, capacities)]))
    }

    @Test("an impulse gives the response where it went in, and nothing before", arguments: [1, 500, 30_000])
    func noDelay(count: Int) throws {
        var input = Array(repeating: 0.0, count: 40_000)
        input[777] = 1
        let taps = Self.decaying(count, state: 3)
        let output = try Self.convolved(input, taps, [8_192])
        #expect(largestDifference(Array(output[777..<777 + count]), taps) < 1e-15)
        #expect(Played.peak(Array(output[..<777])) < 1e-15)
        #expect(Played.peak(Array(output[(777 + count)...])) < 1e-15)
    }

    @Test("silence before a response moves it by as many frames, whole partitions of it included")
    func predelay() throws {
        let (input, taps) = (referenceSignal(60_000), Self.decaying(200, state: 3))
        let plain = try Self.convolved(input, taps, [8_192])
        for silence in [3, 40_000] {
            let late = try Self.convolved(input, Array(repeating: 0, count: silence) + taps, [8_192])
            #expect(largestDifference(Array(late[silence...]), Array(plain.dropLast(silence))) < 1e-14)
        }
    }

    @Test("with no mix the sound goes through untouched; without a response there is silence")
    func edges() throws {
        let signal = programmeSignal()
        func output(_ taps: [Double], _ mix: Double) throws -> [[Double]] {
            let paths = (0..<2).map { Convolution.Path(from: $0, to: $0, taps) }
            return try Convolution(StoredStream(signal), paths, mix: Control(mix), frames: 1_200).allSamples()
        }
        #expect(try output([0.5, 0.25], 0) == signal)
        #expect(try output([0, 0], 1).joined().allSatisfy { $0 == 0 })
    }

    @Test(
        "an input of another length than announced is an error; no frames give no frames",
        arguments: [99, 101])
    func lengths(found: Int) throws {
        #expect(try Self.convolved([], [1], [8_192]) == [])
        let stream = Convolution(
            StoredStream([Array(repeating: 0, count: found)]), [.init(from: 0, to: 0, [1])], mix: Control(1),
            frames: 100)
        #expect(throws: StreamLengthError.self) { try stream.allSamples() }
    }

    @Test(
        "a response is cut so that all of it fits, whatever its length",
        arguments: [1, 2, 511, 512, 513, 96_000, 131_073, 2_000_000])
    func plans(taps: Int) {
        let plan = ConvolutionPlan(taps: taps)
        #expect(plan.partition * plan.partitions >= taps)
        // What all taps of a partition are in, and no more, comes out of each stretch.
        #expect(plan.hop + min(plan.partition, taps) - 1 <= 2 * plan.half)
        #expect(plan.partitions == 1 || plan.hop == plan.partition)
        #expect(plan.hop % 4 == 0)
    }
}
