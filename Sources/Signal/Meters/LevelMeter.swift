/// Measures what needs every sample once and nothing else: `frames`, `finite`, `denormal`, `peak`,
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
        let counts: [(Metric.Kind, Int)] = [
            (.frames, frames),
            (.finite, nonFinite),
            (.denormal, channels.reduce(0) { $0 + $1.denormals }),
            (.clipping, channels.reduce(0) { $0 + $1.clippedRuns }),
        ]
        return counts.map { Measurement(metric: $0.rawValue, value: .number(Double($1))) } + [
            Measurement(metric: Metric.Kind.peak.rawValue, value: peak),
            Measurement(metric: Metric.Kind.dcOffset.rawValue, value: offset),
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

    private var peak: Measurement.Value {
        if let reason = reasonAgainstValues { return .unmeasurable(reason) }
        if frames == 0 { return .unmeasurable("there is no audio: 0 frames") }
        return .number(Level.decibels(channels.reduce(0) { max($0, $1.peak) }))
    }

    private var offset: Measurement.Value {
        if let reason = reasonAgainstValues { return .unmeasurable(reason) }
        if frames == 0 { return .unmeasurable("there is no audio: 0 frames") }
        return .number(channels.reduce(0) { max($0, abs($1.sum)) } / Double(frames))
    }
}
