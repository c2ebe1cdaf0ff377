extension Block {
    /// Copies `count` frames of `other` from frame `source` on over those of this block from `target` on; both
    /// among the valid frames.
    mutating func copy(_ count: Int, from other: Block, at source: Int = 0, to target: Int = 0) {
        for channel in 0..<channels {
            withChannel(channel) { (written: UnsafeMutableBufferPointer<Double>) in
                other.withChannel(channel) { (read: UnsafeBufferPointer<Double>) in
                    let place = UnsafeMutableBufferPointer(rebasing: written[target..<target + count])
                    _ = place.update(fromContentsOf: read[source..<source + count])
                }
            }
        }
    }

    /// Drops the first `count` valid frames and moves the others to the front.
    mutating func discard(_ count: Int) {
        for channel in 0..<channels {
            withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
                guard let start = samples.baseAddress else { return }
                start.update(from: start + count, count: samples.count - count)
            }
        }
        resize(to: frames - count)
    }
}
