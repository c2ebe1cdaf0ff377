/// The past of one channel.
struct DelayLine: Sendable {
    private var samples: [Double]
    private let mask: Int

    /// - Parameter longest: the frames that are looked back at the most.
    init(longest: Int) {
        var capacity = 16
        // Between two frames, three on either side are looked at.
        while capacity < longest + 4 { capacity *= 2 }
        samples = Array(repeating: 0, count: capacity)
        mask = capacity - 1
    }

    /// The largest magnitude of what was put in the last `distance` frames before a frame.
    func peak(_ distance: Int, before frame: Int) -> Double {
        (max(0, frame - distance)..<frame).reduce(0) { max($0, abs(samples[$1 & mask])) }
    }

    /// What was put `distance` frames before a frame; between two of them by Lagrange's polynomial of the fifth order
    /// through three on either side.
    @inline(__always)
    func value(_ distance: Double, before frame: Int) -> Double {
        let whole = distance.rounded(.down)
        let at = frame &- Int(whole)
        let f = distance - whole
        guard f > 0 else { return samples[at & mask] }
        let (a, b, c) = (f + 2, f + 1, f - 1)
        let (d, e) = (f - 2, f - 3)
        let (middle, outer) = (b * f * c, a * e)
        let newer =
            samples[(at &+ 2) & mask] * (middle * d * e / -120)
            + samples[(at &+ 1) & mask] * (outer * f * c * d / 24)
            + samples[at & mask] * (outer * b * c * d / -12)
        let older =
            samples[(at &- 1) & mask] * (outer * b * f * d / 12)
            + samples[(at &- 2) & mask] * (outer * middle / -24)
            + samples[(at &- 3) & mask] * (a * middle * d / 120)
        return newer + older
    }

    /// What is too small to matter is silence (see `SectionPair.silence`).
    @inline(__always)
    mutating func put(_ sample: Double, at frame: Int) {
        samples[frame & mask] = Self.settled(sample)
    }

    /// What was put `distance` frames before a frame and after it, as many as the distance at the most.
    func read(_ run: UnsafeMutableBufferPointer<Double>, _ distance: Int, before frame: Int) {
        let start = (frame - distance) & mask
        let first = min(run.count, samples.count - start)
        samples.withUnsafeBufferPointer { samples in
            for index in 0..<first { run[index] = samples[start + index] }
            for index in first..<run.count { run[index] = samples[index - first] }
        }
    }

    /// Puts samples from a frame on.
    mutating func put(_ run: UnsafeBufferPointer<Double>, at frame: Int) {
        let start = frame & mask
        let first = min(run.count, samples.count - start)
        samples.withUnsafeMutableBufferPointer { samples in
            for index in 0..<first { samples[start + index] = Self.settled(run[index]) }
            for index in first..<run.count { samples[index - first] = Self.settled(run[index]) }
        }
    }

    @inline(__always)
    private static func settled(_ sample: Double) -> Double {
        abs(sample) < SectionPair.silence ? 0 : sample
    }
}
