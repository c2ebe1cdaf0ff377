/// Works out a gain for each frame from what it listens to, and puts it on what it is given.
package protocol GainFollower {
    /// Takes the valid frames of `block`, which follow those of the block before.
    mutating func listen(to block: borrowing Block)

    /// The gains for the frames last listened to.
    var gains: [Double] { get }
}

extension GainFollower {
    /// Puts the gains on as many frames as were last listened to.
    package func apply(to block: inout Block) {
        gains.withUnsafeBufferPointer { gains in
            for channel in 0..<block.channels {
                block.withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
                    for index in samples.indices { samples[index] *= gains[index] }
                }
            }
        }
    }
}

/// A stream whose level follows its own or another's.
package final class DynamicsProcessor<Follower: GainFollower>: SampleStream {
    package let channels: Int
    package private(set) var follower: Follower
    private let upstream: any SampleStream
    private var key: FrameReader?
    private var heard: Block?

    /// - Parameters:
    ///   - key: what to listen to in place of `upstream`, as long as it.
    ///   - frames: of the whole of `upstream`.
    package init(
        _ upstream: any SampleStream, _ follower: Follower, key: (any SampleStream)? = nil, frames: Int
    ) {
        channels = upstream.channels
        self.upstream = upstream
        self.follower = follower
        self.key = key.map { FrameReader($0, frames: frames) }
    }

    /// - Throws: `StreamLengthError` if the key is shorter or longer than `frames`, and what the streams throw.
    package func read(into block: inout Block) throws {
        try upstream.read(into: &block)
        if let key {
            try listen(to: key, frames: block.frames, capacity: block.capacity)
        } else {
            follower.listen(to: block)
        }
        follower.apply(to: &block)
    }

    private func listen(to key: FrameReader, frames: Int, capacity: Int) throws {
        var (reader, block) = (key, heard ?? Block(channels: key.channels, capacity: capacity))
        // Handed over, so that neither is copied.
        self.key = nil
        heard = nil
        if block.capacity < frames { block = Block(channels: reader.channels, capacity: frames) }
        block.resize(to: frames)
        try reader.read(frames, into: &block, at: 0)
        follower.listen(to: block)
        self.key = reader
        heard = block
    }
}
