import Foundation
import Testing

@testable import Signal

@Suite("Multiband compressor")
struct MultibandTests {
    /// How far the gain at any of 4,096 frequencies is from 1, where no band has anything to do.
    @Sendable static func unevenness() throws -> Double {
        var effect = MultibandCompressor(
            crossovers: [120, 800, 5_000], Array(repeating: GainComputer.Settings(), count: 4), channels: 1,
            sampleRate: 48_000)
        var real = try effect.processed([[1] + Array(repeating: 0, count: 8_191)])[0]
        var imaginary = Array(repeating: 0.0, count: real.count)
        FourierTransform(length: real.count).synthesise(real: &real, imaginary: &imaginary)
        return zip(real, imaginary).reduce(0) { max($0, abs(hypot($1.0, $1.1) - 1)) }
    }

    @Test("a band that has nothing to do is not touched by the others' work")
    func bandsAreSeparate() throws {
        // A tone at 100 Hz, 6 dB above the threshold of its band alone.
        let tone = (0..<48_000).map { 0.5 * sin(2 * .pi * 100 * Double($0) / 48_000) }
        func peak(_ threshold: Double, band: Int) throws -> Double {
            var settings = Array(repeating: GainComputer.Settings(), count: 3)
            settings[band] = DynamicsConformance.settings {
                $0.threshold = Control(threshold); $0.ratio = Control(100); $0.release = 0.5
            }
            var effect = MultibandCompressor(
                crossovers: [1_000, 6_000], settings, channels: 1, sampleRate: 48_000)
            return Played.peak(Array(try effect.processed([tone])[0][40_000...]))
        }
        #expect(abs(try peak(-12.04, band: 0) - 0.25) < 0.01)
        #expect(abs(try peak(-12.04, band: 2) - 0.5) < 0.001)
    }
}
