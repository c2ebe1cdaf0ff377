/// A delay whose length moves, as that of a tape: what comes out is what went in so many frames before, and between two
/// frames what `DelayLine` makes of them.
struct MovingDelay: Sendable {
    private var reader: DelayLengthReader
    private var lines: [DelayLine]
    private var lengths: [Double] = []
    private var position = 0
    private var count = 0

    /// - Parameter length: in frames. What is below ``DelayLength/shortest`` counts as that.
    init(_ length: Control, channels: Int) {
        let length = DelayLength(length.converted { max($0, Double(DelayLength.shortest)) })
        reader = DelayLengthReader(length)
        lines = Array(repeating: DelayLine(longest: length.longest), count: channels)
    }

    /// The largest magnitude of what would come out next.
    var peak: Double {
        lines.reduce(0) { max($0, $1.peak(Int(reader.last.rounded(.up)), before: position + count)) }
    }

    /// Goes on to the frames that come next, before any channel's are delayed.
    mutating func advance(by count: Int) {
        position += self.count
        self.count = count
        if lengths.count < count { lengths = Array(repeating: 0, count: count) }
        reader.read(count, into: &lengths)
    }

    /// Delays the frames at hand of a channel, as many as were gone on by.
    mutating func delay(_ run: UnsafeMutableBufferPointer<Double>, _ channel: Int) {
        for index in run.indices {
            let (frame, input) = (position + index, run[index])
            run[index] = lines[channel].value(lengths[index], before: frame)
            lines[channel].put(input, at: frame)
        }
    }
}
