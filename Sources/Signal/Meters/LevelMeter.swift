/// Measures what needs every sample once and nothing else: `frames`, `finite`, `denormal`, `peak`, `rms`, `crest`,
/// `clipping` and `dc-offset`, in one pass.
package struct LevelMeter: Meter {
    private var frames = 0
    private var channels: [ChannelLevels]

    /// - Parameter fullScale: the magnitude from which a sample counts as clipped; see ``MeterBank``.
    package init(channels: Int, fullScale: Double) {
        self.channels = Array(repeating: ChannelLevels(fullScale: fullScale), count: channels)
    }

    package mutating func measure(_ block: borrowing Block) {
        for channel in channels.indices {
            block.withChannel(channel) { channels[channel].measure($0) }
        }
        frames += block.frames
    }

    package mutating func finish() -> [Measurement] {
        [
            count(.frames, frames, nil),
            count(.finite, nonFinite, first(\.firstNonFinite)),
            count(.denormal, channels.reduce(0) { $0 + $1.denormals }, first(\.firstDenormal)),
            count(.clipping, channels.reduce(0) { $0 + $1.clippedRuns }, first(\.firstClip)),
            level(.peak, peak, peakPlace), level(.rms, rms, nil), crest, offset,
        ]
    }

    /// Why nothing can be computed from the values seen so far; nil when it can.
    var reasonAgainstValues: String? {
        switch nonFinite {
        case 0: nil
        case 1: "1 sample is not finite"
        default: "\(nonFinite) samples are not finite"
        }
    }

    private var nonFinite: Int { channels.reduce(0) { $0 + $1.nonFinite } }

    /// Of the channels that have such a frame, the earliest; of equal ones on the first channel.
    private func first(_ frame: (ChannelLevels) -> Int?) -> Place? {
        let found = channels.indices.compactMap { channel in
            frame(channels[channel]).map { Place(frame: $0, channel: channel) }
        }
        return found.min { $0.frame < $1.frame }
    }

    private func count(_ kind: Metric.Kind, _ number: Int, _ place: Place?) -> Measurement {
        Measurement(metric: kind.rawValue, value: .number(Double(number)), place: place)
    }

    private func level(_ kind: Metric.Kind, _ decibels: Double, _ place: Place?) -> Measurement {
        let value = reasonAgainstLevels.map(Measurement.Value.unmeasurable) ?? .level(decibels)
        return Measurement(metric: kind.rawValue, value: value, place: place)
    }

    private var reasonAgainstLevels: String? {
        reasonAgainstValues ?? (frames == 0 ? "there is no audio: 0 frames" : nil)
    }

    private var peak: Double { Level.decibels(channels.reduce(0) { max($0, $1.peak) }) }

    private var peakPlace: Place? {
        let highest = channels.reduce(0) { max($0, $1.peak) }
        return first { $0.peak == highest ? $0.peakFrame : nil }
    }

    private var rms: Double {
        let mean = channels.reduce(0) { $0 + $1.energy } / Double(max(frames, 1) * channels.count)
        return Level.decibels(mean.squareRoot())
    }

    private var crest: Measurement {
        var value = reasonAgainstLevels.map(Measurement.Value.unmeasurable)
        if value == nil, peak == -.infinity {
            value = .unmeasurable("the audio is digital silence, which has no crest")
        }
        return Measurement(metric: Metric.Kind.crest.rawValue, value: value ?? .finite(peak - rms))
    }

    private var offset: Measurement {
        let means = channels.map { abs($0.sum) / Double(max(frames, 1)) }
        let worst = means.indices.max { (means[$0], -$0) < (means[$1], -$1) } ?? 0
        let value = reasonAgainstLevels.map(Measurement.Value.unmeasurable) ?? .finite(means[worst])
        let place = means[worst] > 0 ? Place(frame: 0, length: frames, channel: worst) : nil
        return Measurement(metric: Metric.Kind.dcOffset.rawValue, value: value, place: place)
    }
}
