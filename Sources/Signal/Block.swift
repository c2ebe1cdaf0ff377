/// A run of audio frames on its way through the signal path: planar, double precision, reused from read
/// to read so that nothing is allocated per block.
///
/// Full scale is ±1.0; values beyond it are legal until something limits or quantises them.
package struct Block: Sendable {
    /// Frames in the blocks that the engine pulls: small enough for the second-level cache with a few
    /// blocks in flight, large enough that a call per block costs nothing.
    package static let standardCapacity = 8192

    package let channels: Int
    /// The most frames that this block can hold.
    package let capacity: Int
    /// The frames that it holds now: 0 … capacity.
    package private(set) var frames = 0

    // Channel c occupies samples[c * capacity ..< c * capacity + frames].
    private var samples: [Double]

    package init(channels: Int, capacity: Int = Block.standardCapacity) {
        precondition(channels > 0 && capacity > 0, "BUG: a block needs room for at least one sample")
        self.channels = channels
        self.capacity = capacity
        samples = Array(repeating: 0, count: channels * capacity)
    }

    /// Says how many frames are now valid; what they hold is for the caller to fill.
    package mutating func resize(to frames: Int) {
        precondition((0...capacity).contains(frames), "BUG: \(frames) frames in a block of \(capacity)")
        self.frames = frames
    }

    /// Fills the valid frames of every channel with silence.
    package mutating func clear() {
        for channel in 0..<channels {
            withChannel(channel) { $0.update(repeating: 0) }
        }
    }

    /// The valid frames of one channel, to change in place.
    @inline(__always)
    package mutating func withChannel<Result>(
        _ channel: Int, _ body: (UnsafeMutableBufferPointer<Double>) throws -> Result
    ) rethrows -> Result {
        let (start, count) = (channel * capacity, frames)
        return try samples.withUnsafeMutableBufferPointer {
            try body(UnsafeMutableBufferPointer(rebasing: $0[start..<start + count]))
        }
    }

    /// The valid frames of one channel, to read.
    @inline(__always)
    package func withChannel<Result>(
        _ channel: Int, _ body: (UnsafeBufferPointer<Double>) throws -> Result
    ) rethrows -> Result {
        let (start, count) = (channel * capacity, frames)
        return try samples.withUnsafeBufferPointer {
            try body(UnsafeBufferPointer(rebasing: $0[start..<start + count]))
        }
    }

    /// The valid frames of two channels, the first and the second, to change in place.
    @inline(__always)
    package mutating func withBothChannels<Result>(
        _ body: (UnsafeMutableBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) throws -> Result
    ) rethrows -> Result {
        precondition(channels == 2, "BUG: both of \(channels) channels")
        let (capacity, count) = (capacity, frames)
        return try samples.withUnsafeMutableBufferPointer {
            try body(
                UnsafeMutableBufferPointer(rebasing: $0[..<count]),
                UnsafeMutableBufferPointer(rebasing: $0[capacity..<capacity + count]))
        }
    }
}
