/// The delay lines of a reverberation: of the room's lengths, or as long as a size that moves says.
struct ReverbLines: Sendable {
    /// The most frames that go through all of them together: none of these hears another.
    let shortest: Int

    private var still: [CircularLine]
    // In their place, where the size moves.
    private var moving: [DelayLine] = []
    private var readers: [DelayLengthReader] = []
    /// Of the line at hand, over one run.
    private var lengths = Array(repeating: 0.0, count: Reverb.run)
    /// The frames at hand begin here.
    private var position = 0

    /// - Parameter size: in metres.
    init(_ size: Control, _ room: ReverbRoom, sampleRate: Double) {
        guard size.constant == nil else {
            still = room.lengths.map { CircularLine(length: $0) }
            shortest = room.lengths[0]
            return
        }
        still = []
        for line in room.lengths.indices {
            let ratio = ReverbRoom.length(line, size: 1, sampleRate: sampleRate)
            // Whole at its points, so that nothing between frames is guessed, and lost from the highs, while it is at rest.
            let length = DelayLength(size.converted { ratio * $0 })
            moving.append(DelayLine(longest: length.longest))
            readers.append(DelayLengthReader(length))
        }
        let least = ReverbRoom.length(0, size: size.range.lowerBound, sampleRate: sampleRate)
        // Between two frames, two that came later are looked at; and a length is rounded to whole frames.
        shortest = Int(least) - DelayLength.shortest
    }

    /// The largest magnitude of what is within.
    var peak: Double {
        guard !moving.isEmpty else { return still.reduce(0) { max($0, $1.peak) } }
        return zip(moving, readers).reduce(0) { peak, pair in
            let (line, reader) = pair
            return max(peak, line.peak(Int(reader.last.rounded(.up)), before: position))
        }
    }

    /// What comes out of a line over the frames at hand.
    mutating func read(_ line: Int, _ run: UnsafeMutableBufferPointer<Double>) {
        guard !moving.isEmpty else {
            still[line].read(run)
            return
        }
        readers[line].read(run.count, into: &lengths)
        for index in run.indices {
            run[index] = moving[line].value(lengths[index], before: position + index)
        }
    }

    /// Puts what goes into a line over the frames at hand, after it was read.
    mutating func write(_ line: Int, _ run: UnsafeBufferPointer<Double>) {
        if moving.isEmpty { still[line].write(run) } else { moving[line].put(run, at: position) }
    }

    /// Goes on to the frames that come next.
    mutating func advance(by count: Int) { position += count }
}
