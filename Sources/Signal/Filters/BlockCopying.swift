extension Block {
    /// Copies `count` frames of `other` from frame `source` on over those of this block from `target` on; both
    /// among the valid frames.
    mutating func copy(_ count: Int, from other: Block, at source: Int = 0, to target: Int = 0) {
        for channel in 0..<channels {
            withChannel(channel) { (written: UnsafeMutableBufferPointer<Double>) in
                other.withChannel(channel) { (read: UnsafeBufferPointer<Double>) in
                    for index in 0..<count { written[target + index] = read[source + index] }
                }
            }
        }
    }

    /// Drops the first `count` valid frames and moves the others to the front.
    mutating func discard(_ count: Int) {
        for channel in 0..<channels {
            withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
                for index in 0..<samples.count - count { samples[index] = samples[count + index] }
            }
        }
        resize(to: frames - count)
    }
}
