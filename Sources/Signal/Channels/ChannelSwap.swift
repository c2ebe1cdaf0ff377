/// Left to the right and right to the left.
package struct ChannelSwap: Processor, Sendable {
    private var left: [Double] = []

    package init() {}

    package mutating func process(_ block: inout Block) {
        guard block.channels == 2 else { return }
        if left.count < block.frames { left = Array(repeating: 0, count: block.capacity) }
        left.withUnsafeMutableBufferPointer { kept in
            block.withChannel(0) { (left: UnsafeMutableBufferPointer<Double>) in
                for index in left.indices { kept[index] = left[index] }
            }
            // The right one into the left, which is kept, and what is kept into the right.
            block.exchange(1, with: kept)
            block.exchange(0, with: kept)
        }
    }
}

extension Block {
    /// Exchanges the valid frames of a channel with as many of `others`.
    fileprivate mutating func exchange(_ channel: Int, with others: UnsafeMutableBufferPointer<Double>) {
        withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
            for index in samples.indices {
                let sample = samples[index]
                samples[index] = others[index]
                others[index] = sample
            }
        }
    }
}
