import Foundation
import Testing

@testable import Signal

@Suite("Mix bus")
struct MixBusTests {
    @Test(
        "one channel into one: gains apply, pan does not, and the order of the inputs is the order of the sum"
    )
    func mono() throws {
        let signals = (0..<5).map { referenceSignal(1000, state: $0) }
        let gains = [0.4, 0.3, 1.7, -0.2, 0.9]
        let output = try mixed(signals.indices.map { ([signals[$0]], gains[$0], 0.5) }, channels: 1)
        let expected = (0..<1000).map { frame in
            signals.indices.reduce(0.0) { $0 + gains[$1] * signals[$1][frame] }
        }
        #expect(output == [expected])
    }

    @Test(
        "one channel into two keeps its power, within 1e-15",
        arguments: [
            (-1.0, 1.0, 0.0), (-0.5, cos(.pi / 8), sin(.pi / 8)), (0, sqrt(0.5), sqrt(0.5)), (1, 0, 1),
        ] as [(Double, Double, Double)])
    func pan(_ pan: Double, left: Double, right: Double) throws {
        let output = try mixed([([[1, -2]], 0.5, pan)], channels: 2)
        #expect(largestDifference(output[0], [0.5 * left, -left]) < 1e-15)
        #expect(largestDifference(output[1], [0.5 * right, -right]) < 1e-15)
        #expect(abs(output[0][1] * output[0][1] + output[1][1] * output[1][1] - 1) < 1e-15)
    }

    @Test(
        "two channels into two: balance turns the other side down",
        arguments: [(-1.0, 1.0, 0.0), (-0.25, 1, 0.75), (0, 1, 1), (0.5, 0.5, 1), (1, 0, 1)])
    func balance(_ pan: Double, left: Double, right: Double) throws {
        let output = try mixed([([[1, 3], [2, -4]], 2, pan)], channels: 2)
        #expect(output == [[2 * left, 6 * left], [4 * right, -8 * right]])
    }

    @Test("more channels than two pass as they are")
    func surround() throws {
        let signal = (0..<4).map { referenceSignal(10, state: $0) }
        #expect(try mixed([(signal, 1, 0)], channels: 4) == signal)
    }

    @Test("how the stream is read makes no difference to any bit", arguments: [[1], [100, 3], [20_000]])
    func blockCut(capacities: [Int]) throws {
        let inputs = (0..<3).map { ([referenceSignal(900, state: $0)], 0.3, 0.1 * Double($0)) }
        #expect(
            bits(try mixed(inputs, channels: 2))
                == bits(try mixed(inputs, channels: 2, capacities: capacities)))
    }

    @Test("inputs that do not end together are an error that names the input", arguments: [9, 11, 0])
    func unequalLengths(found: Int) throws {
        let inputs = [10, 10, found].map { ([referenceSignal($0)], 1.0, 0.0) }
        let error = try #require(throws: MixError.self) {
            try mixed(inputs, channels: 1, capacities: [4])
        }
        guard case .unequalLengths(let input, _, _) = error else { return }
        #expect(input == 2)
        #expect(error.description.contains("input 3 of the mix"))
    }

    @Test("no inputs and empty inputs give no frames")
    func empty() throws {
        #expect(try mixed([], channels: 2) == [[], []])
        #expect(try mixed([([[]], 1, 0)], channels: 2) == [[], []])
    }

    private func mixed(
        _ inputs: [(samples: [[Double]], gain: Double, pan: Double)], channels: Int,
        capacities: [Int] = [8192]
    ) throws -> [[Double]] {
        let inputs = inputs.map {
            MixBus.Input(stream: StoredStream($0.samples), gain: Control($0.gain), pan: Control($0.pan))
        }
        return try MixBus(inputs, channels: channels).allSamples(blockCapacities: capacities)
    }
}
