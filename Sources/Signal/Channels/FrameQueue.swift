/// Samples of one channel that wait to be read, in their order.
struct FrameQueue: Sendable {
    private var samples: [Double] = []
    // What comes before has been read.
    private var start = 0

    var count: Int { samples.count - start }

    mutating func append(_ new: UnsafeBufferPointer<Double>) {
        // What has been read goes when it is half of all: each sample is moved once at most, and room that was made
        // once is used again.
        if start > 0, start >= count {
            samples.removeSubrange(0..<start)
            start = 0
        }
        samples.append(contentsOf: new)
    }

    /// Fills `target` with the first ones, of which there have to be as many.
    mutating func take(into target: UnsafeMutableBufferPointer<Double>) {
        precondition(target.count <= count, "BUG: \(target.count) of \(count) samples")
        for index in target.indices { target[index] = samples[start + index] }
        start += target.count
    }
}
