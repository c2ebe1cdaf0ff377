/// Measures `true-peak`: the largest magnitude of the programme oversampled eightfold (``OversamplingFilter``), at
/// any rate, its own samples among it: never below the sample peak. What surrounds the programme is silence.
package struct TruePeakMeter: Meter {
    private var channels: [ChannelTruePeak]
    private var frames = 0

    package init(channels: Int) {
        self.channels = Array(repeating: ChannelTruePeak(), count: channels)
    }

    package mutating func measure(_ block: borrowing Block) {
        for channel in channels.indices {
            block.withChannel(channel) { channels[channel].measure($0) }
        }
        frames += block.frames
    }

    package mutating func finish() -> [Measurement] {
        for channel in channels.indices { channels[channel].finish() }
        guard frames > 0 else { return [Measurement(metric: Metric.Kind.truePeak.rawValue, value: .noAudio)] }
        let worst = channels.indices.max {
            // Of equal ones the earliest, on the first channel.
            (channels[$0].highest, -channels[$0].frame, -$0) < (
                channels[$1].highest, -channels[$1].frame, -$1
            )
        }
        let channel = worst ?? 0
        let frame = min(max(channels[channel].frame, 0), frames - 1)
        return [
            Measurement(
                metric: Metric.Kind.truePeak.rawValue,
                value: .level(Level.decibels(channels[channel].highest)),
                place: channels[channel].highest > 0 ? Place(frame: frame, channel: channel) : nil)
        ]
    }
}
