package import Signal

/// A stream at another sample rate: frame n of it is what the upstream is at the same moment.
///
/// It is as long as the upstream lasts, rounded to whole frames. In memory are a block of each and what the resampler
/// has to remember.
package final class ResampledStream: SampleStream {
    package let channels: Int
    private let upstream: any SampleStream
    private let ratio: Double
    private var lanes: [ResampledLane]
    private var input: Block
    private var taken = 0
    private var delivered = 0
    private var isOver = false

    /// - Parameters:
    ///   - from: the upstream's rate, Hz.
    ///   - to: this stream's rate, Hz.
    package init(_ upstream: any SampleStream, from: Double, to: Double) throws {
        precondition(from > 0 && to > 0, "BUG: from \(from) to \(to) Hz")
        self.upstream = upstream
        channels = upstream.channels
        ratio = from / to
        let ratio = ratio
        lanes = try (0..<upstream.channels).map { _ in try ResampledLane(ratio: ratio) }
        input = Block(channels: upstream.channels, capacity: 2048)
    }

    package func read(into block: inout Block) throws { try read(into: &block, atMost: block.capacity) }

    /// Reads up to `limit` frames, which the block must have room for. Fewer come only at the end.
    package func read(into block: inout Block, atMost limit: Int) throws {
        while lanes[0].count < limit && !isOver { try fetch() }
        let count = min(limit, lanes[0].count)
        block.resize(to: count)
        for channel in 0..<channels {
            block.withChannel(channel) { lanes[channel].take(into: $0) }
        }
        delivered += count
    }

    /// Takes the next block of the upstream in; at its end, all that is left, to the length.
    private func fetch() throws {
        try upstream.read(into: &input)
        taken += input.frames
        isOver = input.frames < input.capacity
        let total = Int((Double(taken) / ratio).rounded())
        for channel in 0..<channels {
            try input.withChannel(channel) { (part: UnsafeBufferPointer<Double>) in
                try lanes[channel].put(part)
                if isOver { try lanes[channel].finish(total: total - delivered) }
            }
        }
    }
}
