/// The past of a line of one length, in as many frames: what is read of it lies where the new is written.
struct CircularLine: Sendable {
    private var samples: [Double]
    private var cursor = 0

    init(length: Int) { samples = Array(repeating: 0, count: length) }

    /// The largest magnitude within.
    var peak: Double { samples.reduce(0) { max($0, abs($1)) } }

    /// What comes out next: no more frames than the line is long.
    func read(_ run: UnsafeMutableBufferPointer<Double>) {
        let first = min(run.count, samples.count - cursor)
        samples.withUnsafeBufferPointer { samples in
            for index in 0..<first { run[index] = samples[cursor + index] }
            for index in first..<run.count { run[index] = samples[index - first] }
        }
    }

    /// Writes over what was read. What is too small to matter is silence (see `SectionPair.silence`).
    mutating func write(_ run: UnsafeBufferPointer<Double>) {
        let (start, first) = (cursor, min(run.count, samples.count - cursor))
        samples.withUnsafeMutableBufferPointer { samples in
            for index in 0..<first { samples[start + index] = Self.settled(run[index]) }
            for index in first..<run.count { samples[index - first] = Self.settled(run[index]) }
        }
        advance(run.count)
    }

    /// Gives each sample for the one that went in a length before. A line of no length leaves all as it is.
    mutating func delay(_ run: UnsafeMutableBufferPointer<Double>) {
        guard !samples.isEmpty else { return }
        exchange(run) { _, input, past in (past, input) }
    }

    /// Puts, for each sample, its place in the run and the one that comes out, what the body makes of them: first what is
    /// heard, then what goes in.
    @inline(__always)
    mutating func exchange(
        _ run: UnsafeMutableBufferPointer<Double>,
        _ body: (Int, Double, Double) -> (out: Double, into: Double)
    ) {
        var place = cursor
        samples.withUnsafeMutableBufferPointer { samples in
            for index in run.indices {
                let (out, into) = body(index, run[index], samples[place])
                run[index] = out
                samples[place] = Self.settled(into)
                place += 1
                if place == samples.count { place = 0 }
            }
        }
        cursor = place
    }

    private mutating func advance(_ count: Int) {
        cursor += count
        if cursor >= samples.count { cursor -= samples.count }
    }

    @inline(__always)
    private static func settled(_ sample: Double) -> Double {
        abs(sample) < SectionPair.silence ? 0 : sample
    }
}
