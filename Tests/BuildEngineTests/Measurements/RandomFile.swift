import Foundation
import PlainMeasures

@testable import SoundFiles

/// A file made from a seed: tones in noise, with gaps, clips and an offset, in some form.
struct RandomFile: CustomStringConvertible {
    let seed: Int
    let container: Container
    let encoding: SoundFiles.Encoding
    let sampleRate: Int
    private(set) var channels: [[Double]]

    var frames: Int { channels[0].count }

    var description: String {
        "file \(seed): \(frames) frames, \(sampleRate) Hz, \(channels.count) ch, \(encoding) \(container)"
    }

    private static let forms: [(Container, SoundFiles.Encoding)] = [
        (.wav, .pcm16), (.wav, .pcm24), (.wav, .pcm32), (.wav, .float32), (.wav, .float64), (.aiff, .pcm16),
        (.aiff, .pcm24), (.aiff, .float32), (.flac, .pcm16), (.flac, .pcm24),
    ]
    private static let rates = [
        8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000,
    ]

    /// Ten minutes: at a low rate, in several forms, and once in stereo at 48 kHz.
    private static let longest: [Int: (rate: Int, count: Int)] = [
        24: (8_000, 1), 49: (8_000, 1), 70: (48_000, 2), 95: (8_000, 1),
    ]

    init(seed: Int) {
        var random = SeededRandom(seed: seed)
        self.seed = seed
        let longest = Self.longest[seed]
        // Long enough for a loudness range, at a rate at which that is quick to check.
        let isLong = seed % 10 == 3
        let rate = longest?.rate ?? (isLong ? 8_000 : Self.rates[random.below(Self.rates.count)])
        let count =
            longest?.count ?? (seed % 7 == 0 ? 1 : random.below(3) == 0 ? 1 + random.below(8) : 2)
        let seconds = [0, 0.01, 0.3, 0.6, 1.5, 3.2, 6, 12][random.below(8)] * (0.5 + random.unit)
        let frames =
            longest != nil
            ? 600 * rate
            : isLong
                ? Int((40 + 30 * random.unit) * 8_000)
                : min(Int(seconds * Double(rate)), 120_000 / count)
        let form = Self.forms[seed % Self.forms.count]
        // A FLAC file has a frame at least.
        (container, encoding) = frames == 0 ? (.wav, form.1) : form
        let level = longest == nil ? [0, 1e-4, 0.01, 0.2, 0.5, 0.9, 1.2][random.below(7)] : 0.5
        let isDifferent = random.below(4)
        let common = SyntheticSound.beats(frames, rate, &random)
        sampleRate = rate
        channels = (0..<count).map { channel in
            let own = SyntheticSound.beats(frames, rate, &random)
            let gains: (Double, Double) =
                switch isDifferent {
                case 0: (level, 0)
                case 1: (0, level)
                case 2: (level, (channel == 1 ? -0.6 : 0.3) * level)
                default: ((channel == 1 ? -0.7 : 0.7) * level, 0)
                }
            return SyntheticSound.blend(common, own, gains)
        }
        finish(&random)
    }

    /// A gap, an offset; and what the encoding holds.
    private mutating func finish(_ random: inout SeededRandom) {
        let offset = random.below(5) == 0 ? 0.01 : 0
        let gap = random.below(3) == 0 && frames > 10 ? frames / 4..<frames / 2 : 0..<0
        let steps = encoding.isInteger ? pow(2, Double(encoding.bits - 1)) : nil
        for channel in channels.indices {
            SyntheticSound.finish(
                &channels[channel], offset: offset, gap: gap, steps: steps, isSingle: encoding == .float32)
        }
    }

    /// The same with another sample here and there.
    var disturbed: RandomFile {
        var file = self
        for channel in file.channels.indices {
            for frame in stride(from: channel, to: frames, by: 997) {
                file.channels[channel][frame] = file.channels[channel][frame] * 0.5
            }
        }
        return file
    }
}
