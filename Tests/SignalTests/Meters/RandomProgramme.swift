import Foundation
import Signal
import Testing

/// A programme and what numpy, scipy and pyloudnorm measure on it: an entry of `Expected/meters/random.json`, which
/// `Expected/meters.py` writes.
struct RandomProgramme: Decodable, CustomTestStringConvertible {
    let seed: Int
    let rate: Int
    let channels: Int
    let frames: Int
    let lowPass: Double
    let part: Double
    let amplitudes: [Double]
    let values: [String: Expected]
    let pyloudnorm: Double?

    enum Expected: Decodable {
        case number(Double)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else {
                // The only text is that of digital silence's level.
                _ = try container.decode(String.self)
                self = .number(-.infinity)
            }
        }
    }

    var testDescription: String { "\(seed): \(frames) frames, \(channels) channels, \(rate) Hz" }

    static let all: [RandomProgramme] = {
        guard
            let url = Bundle.module.url(
                forResource: "random", withExtension: "json", subdirectory: "Expected/meters"),
            let data = try? Data(contentsOf: url)
        else { return [] }
        return (try? JSONDecoder().decode([RandomProgramme].self, from: data)) ?? []
    }()

    /// The samples, made as the script makes them.
    func samples() -> [[Double]] {
        let first = own(0)
        let all =
            [first]
            + (1..<channels).map { channel in
                zip(first, own(channel)).map { part * $0 + (1 - abs(part)) * $1 }
            }
        return all.map { channel in
            channel.enumerated().map { $1 * amplitudes[$0 * 4 / rate % amplitudes.count] }
        }
    }

    private func own(_ channel: Int) -> [Double] {
        var state = UInt64(1000 * seed + channel)
        var last = 0.0
        return (0..<frames).map { _ in
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            z ^= z >> 31
            last = lowPass * (Double(z >> 11) * 0x1p-52 - 1) - (lowPass - 1) * last
            return last
        }
    }
}

extension Metric {
    /// Every metric, the onsets held against sixteenths at 120 BPM.
    static let all = Kind.allCases.map { kind in
        Metric(kind: kind, grid: kind == .onsetDistance ? BeatGrid(tempo: 120, division: 4) : nil)
    }
}
