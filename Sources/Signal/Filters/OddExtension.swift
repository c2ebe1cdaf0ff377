/// A signal made longer at both ends by its own reflection, turned upside down about its first and last
/// sample: 2·x[0] − x[k] before it and 2·x[N−1] − x[N−1−k] after it. A filter that is run over it meets
/// neither a jump nor a kink where the signal begins and ends.
struct OddExtension {
    /// Frames added at each end.
    let length: Int
    private var signal: FrameReader
    private var position = 0
    // The last frames of the signal that have gone by, `length` + 1 of them once it has ended.
    private var recent: Block

    /// - Parameter length: frames at each end; less than the frames of the signal.
    init(_ signal: FrameReader, channels: Int, length: Int) {
        precondition(length >= 0 && length < max(signal.frames, 1), "BUG: an extension of \(length) frames")
        self.length = length
        self.signal = signal
        recent = Block(channels: channels, capacity: length + 1)
        recent.resize(to: length + 1)
    }

    /// Frames with both extensions.
    var frames: Int { signal.frames + 2 * length }

    /// The least that the first read must ask for.
    var firstFrames: Int { 2 * length + 1 }

    /// Copies the next `count` frames to `target` from frame `offset` on, whose valid frames they must be
    /// among.
    mutating func read(_ count: Int, into target: inout Block, at offset: Int) throws {
        precondition(position + count <= frames, "BUG: reading beyond the end of an extended signal")
        var next = offset
        let end = offset + count
        if position == 0 {
            precondition(count >= firstFrames, "BUG: \(count) frames are too few to begin with")
            try signal.read(length + 1, into: &target, at: offset + length)
            remember(target, from: offset + length, count: length + 1)
            mirrorBeginning(of: &target, at: offset)
            next += firstFrames
        }
        let body = min(end - next, signal.frames - signal.position)
        try signal.read(body, into: &target, at: next)
        remember(target, from: next, count: body)
        next += body
        position += next - offset
        mirrorEnd(into: &target, at: next, count: end - next)
        position += end - next
    }

    private func mirrorBeginning(of target: inout Block, at offset: Int) {
        for channel in 0..<target.channels {
            target.withChannel(channel) { samples in
                let middle = offset + length
                for distance in 1..<length + 1 {
                    samples[middle - distance] = 2 * samples[middle] - samples[middle + distance]
                }
            }
        }
    }

    private func mirrorEnd(into target: inout Block, at offset: Int, count: Int) {
        let first = position - length - signal.frames
        for channel in 0..<target.channels where count > 0 {
            target.withChannel(channel) { samples in
                recent.withChannel(channel) { (recent: UnsafeBufferPointer<Double>) in
                    for index in 0..<count {
                        samples[offset + index] = 2 * recent[length] - recent[length - 1 - first - index]
                    }
                }
            }
        }
    }

    private mutating func remember(_ block: Block, from offset: Int, count: Int) {
        let kept = max(0, length + 1 - count)
        for channel in 0..<block.channels {
            recent.withChannel(channel) { recent in
                for index in 0..<kept { recent[index] = recent[index + length + 1 - kept] }
                block.withChannel(channel) { (samples: UnsafeBufferPointer<Double>) in
                    let newest = offset + count - (length + 1 - kept)
                    for index in kept..<length + 1 { recent[index] = samples[newest + index - kept] }
                }
            }
        }
    }
}
