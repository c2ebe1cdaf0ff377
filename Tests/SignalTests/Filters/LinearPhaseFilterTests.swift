import Foundation
import Testing

@testable import Signal

@Suite("Linear-phase filter")
struct LinearPhaseFilterTests {
    private let taps = LinearPhase.taps(
        .lowpass(6_000), transition: 2_000, attenuation: 80, sampleRate: 48_000)

    @Test("how the stream is read makes no difference to any bit", arguments: [[1, 4_097], [20_000, 3]])
    func blockCut(capacities: [Int]) throws {
        let signal = [referenceSignal(12_000), referenceSignal(12_000, state: 99)]
        func output(_ capacities: [Int]) throws -> [[Double]] {
            try LinearPhaseFilter(StoredStream(signal), taps: taps, frames: 12_000)
                .allSamples(blockCapacities: capacities)
        }
        #expect(bits(try output([8_192])) == bits(try output(capacities)))
    }

    @Test("an impulse comes out where it went in, the taps about it, within 1e-15")
    func noDelay() throws {
        var signal = Array(repeating: 0.0, count: 5_000)
        signal[2_500] = 1
        let output = try LinearPhaseFilter(StoredStream([signal]), taps: taps, frames: 5_000).allSamples()[0]
        let first = 2_500 - taps.count / 2
        #expect(largestDifference(Array(output[first..<first + taps.count]), taps) < 1e-15)
        #expect(Played.peak(Array(output[..<(first - 1)])) < 1e-15)
    }

    @Test("what is stopped is 80 dB down or more, and what passes is even within 0.002 dB")
    func response() {
        func decibels(_ frequency: Double) -> Double {
            let sum = taps.indices.reduce(0) {
                $0 + taps[$1] * cos(2 * .pi * frequency / 48_000 * Double($1 - taps.count / 2))
            }
            return 20 * log10(abs(sum))
        }
        for frequency in stride(from: 7_000.0, through: 24_000, by: 37) {
            #expect(decibels(frequency) < -79.5)
        }
        for frequency in stride(from: 0.0, through: 5_000, by: 37) {
            #expect(abs(decibels(frequency)) < 0.002)
        }
    }

    @Test(
        "no frames give no frames; an input of another length than announced is an error",
        arguments: [99, 101])
    func edges(found: Int) throws {
        #expect(try LinearPhaseFilter(StoredStream([[]]), taps: taps, frames: 0).allSamples() == [[]])
        #expect(throws: StreamLengthError.self) {
            try LinearPhaseFilter(StoredStream([referenceSignal(found)]), taps: taps, frames: 100)
                .allSamples()
        }
    }
}
