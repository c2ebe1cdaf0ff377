/// A place where the true peak is among the highest of a programme.
package struct TruePeakMark: Equatable, Sendable {
    package let frame: Int
    package let channel: Int
    /// dBTP.
    package let level: Double
}

/// Finds the highest true peaks of a programme whose length is known: at most one in each of its stretches, so that
/// they are not all in one place.
struct TruePeakMarkMeter {
    private static let most = 8
    private static let stretches = 64

    private let frames: Int
    private let count: Int
    private var clock: HopClock
    private var channels: [ChannelTruePeak]
    /// The highest first; of equal ones the earlier.
    private var found: [(frame: Int, channel: Int, highest: Double)] = []

    init(frames: Int, sampleRate: Int, channels: Int) {
        self.frames = frames
        // None is shorter than a tenth of a second.
        count = max(1, min(Self.stretches, frames / max(1, sampleRate / 10)))
        clock = HopClock(sampleRate: max(1, frames), perSecond: count)
        self.channels = Array(repeating: ChannelTruePeak(), count: channels)
    }

    mutating func measure(_ block: borrowing Block) {
        var clock = clock
        clock.split(block.frames) { piece, clock, isEnd in
            for channel in channels.indices {
                block.withChannel(channel) {
                    channels[channel].measure(UnsafeBufferPointer(rebasing: $0[piece]))
                }
            }
            // The last one has still to ring out.
            if isEnd, clock.index < count { closeStretch() }
        }
        self.clock = clock
    }

    mutating func finish() -> [TruePeakMark] {
        for channel in channels.indices { channels[channel].finish() }
        closeStretch()
        return found.map {
            TruePeakMark(
                frame: min(max($0.frame, 0), max(0, frames - 1)), channel: $0.channel,
                level: Level.decibels($0.highest))
        }
    }

    private mutating func closeStretch() {
        let bound = bound
        var best: (frame: Int, channel: Int, highest: Double)?
        for channel in channels.indices where channels[channel].highest > best?.highest ?? bound {
            best = (channels[channel].frame, channel, channels[channel].highest)
        }
        // A peak at the end of a stretch is within reach of the filter in the next one, too.
        let echo = best.flatMap { best in
            found.firstIndex {
                $0.channel == best.channel && abs($0.frame - best.frame) < OversamplingFilter.taps
            }
        }
        if let echo, let highest = best?.highest {
            if highest > found[echo].highest { found.remove(at: echo) } else { best = nil }
        }
        if let best {
            let place = found.firstIndex { $0.highest < best.highest } ?? found.count
            found.insert(best, at: place)
            if found.count > Self.most { found.removeLast() }
        }
        // What cannot be among the highest need not be looked for.
        for channel in channels.indices { channels[channel].restart(above: self.bound) }
    }

    /// What a peak has to exceed to be among the highest.
    private var bound: Double { found.count < Self.most ? 0 : found.last?.highest ?? 0 }
}
