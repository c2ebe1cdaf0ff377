/// The silence before a room answers, on either side: always as long, or of a length that moves.
struct Predelay: Sendable {
    private var still: [CircularLine]
    // In their place, where the length moves.
    private var moving: MovingDelay?

    /// - Parameter length: in frames.
    init(_ length: Control) {
        moving = length.constant == nil ? MovingDelay(length, channels: 2) : nil
        still = Array(repeating: CircularLine(length: Int(length.constant ?? 0)), count: 2)
    }

    /// The largest magnitude within.
    var peak: Double { moving?.peak ?? still.reduce(0) { max($0, $1.peak) } }

    /// Goes on to the frames that come next, before any side's are delayed.
    mutating func advance(by count: Int) { moving?.advance(by: count) }

    /// Delays the frames at hand of a side.
    mutating func delay(_ run: UnsafeMutableBufferPointer<Double>, _ side: Int) {
        if moving == nil { still[side].delay(run) } else { moving?.delay(run, side) }
    }
}
