/// What came before, channel by channel, as far back as a delay reaches; the frames at hand behind it.
struct DelayHistory: Sendable {
    /// Frames before the ones at hand.
    private let reach: Int
    private var samples: [[Double]]

    /// - Parameter longest: the longest delay, in frames.
    init(longest: Double, channels: Int) {
        reach = Int(longest.rounded(.up)) + FractionalDelay.taps
        samples = Array(repeating: Array(repeating: 0, count: reach), count: channels)
    }

    /// Takes the frames at hand.
    mutating func take(_ frames: UnsafeBufferPointer<Double>, _ channel: Int) {
        makeRoom(frames.count, channel)
        for index in frames.indices { samples[channel][reach + index] = frames[index] }
    }

    /// Lends the frames at hand, and what came before them.
    func read(_ channel: Int, _ body: (UnsafePointer<Double>) -> Void) {
        samples[channel].withUnsafeBufferPointer { if let start = $0.baseAddress { body(start + reach) } }
    }

    /// Lets the frames at hand be what came before.
    mutating func pass(_ frames: Int, _ channel: Int) {
        let reach = reach
        samples[channel].withUnsafeMutableBufferPointer {
            guard let start = $0.baseAddress else { return }
            start.update(from: start + frames, count: reach)
        }
    }

    /// Lends room for the frames at hand, to be filled frame by frame, and lets them be what came before.
    mutating func withChannel(
        _ channel: Int, frames: Int, _ body: (UnsafeMutablePointer<Double>) -> Void
    ) {
        makeRoom(frames, channel)
        let reach = reach
        samples[channel].withUnsafeMutableBufferPointer {
            if let start = $0.baseAddress { body(start + reach) }
        }
        pass(frames, channel)
    }

    private mutating func makeRoom(_ frames: Int, _ channel: Int) {
        let missing = reach + frames - samples[channel].count
        if missing > 0 { samples[channel] += Array(repeating: 0, count: missing) }
    }
}
