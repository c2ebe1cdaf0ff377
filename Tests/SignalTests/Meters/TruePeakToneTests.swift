import Foundation
import Signal
import Testing

/// Tones whose true peak is known by definition: their amplitude, wherever the samples fall.
@Suite("The true peak of tones")
struct TruePeakToneTests {
    /// Tones that no sample meets at its peak: turns per sample that are no simple fraction, in several phases.
    private static let tones = [0.01, 0.0617, 0.1249, 0.2001, 0.2499, 0.3331, 0.3777, 0.4199]

    @Test(
        "is their amplitude, at any rate: at most 0.17 dB low, and 0.025 dB high",
        arguments: [44_100, 48_000, 88_200, 96_000, 176_400, 192_000], tones)
    func amplitude(rate: Int, turns: Double) throws {
        for (phase, level) in zip([0.0, 0.07, 0.125, 0.19, 0.25], [-0.1, -1, -6, -20, 3] as [Double]) {
            let amplitude = pow(10, level / 20)
            // Faded in and out, so that no edge of the tone is above it.
            let frames = 6_000
            let tone = (0..<frames).map { frame in
                let edge = Double(min(frame, frames - 1 - frame, 1_000)) / 1_000
                let fade = 0.5 - 0.5 * cos(Double.pi * edge)
                return amplitude * fade * sin(2 * Double.pi * (turns * Double(frame) + phase))
            }
            let found = try #require(Metered.number(.truePeak, of: [tone], rate: rate))
            #expect(found - level > -0.17 && found - level < 0.025, "phase \(phase): \(found) for \(level)")
        }
    }

    @Test(
        "is 3 dB above the samples of a tone at a quarter of the rate that all miss it",
        arguments: [96_000, 192_000])
    func quarter(rate: Int) throws {
        let tone = (0..<6_000).map { frame in
            let edge = Double(min(frame, 5_999 - frame, 1_000)) / 1_000
            return 0.5 * (0.5 - 0.5 * cos(Double.pi * edge)) * sin(Double.pi * (Double(frame) / 2 + 0.25))
        }
        let samples = try #require(Metered.number(.peak, of: [tone], rate: rate))
        let wave = try #require(Metered.number(.truePeak, of: [tone], rate: rate))
        #expect(abs(samples + 9.031) < 0.001)
        #expect(abs(wave + 6.021) < 0.025)
    }
}
