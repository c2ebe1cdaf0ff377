import Signal

/// Room for a slice of interleaved frames, as sound files order them: the other order of ``Block``.
final class InterleavedBuffer {
    /// Frames moved at a time.
    static let capacity = 4096

    private let memory: UnsafeMutableRawBufferPointer

    init(channels: Int) {
        memory = .allocate(byteCount: Self.capacity * channels * MemoryLayout<Double>.size, alignment: 64)
        memory.initializeMemory(as: UInt8.self, repeating: 0)
    }

    deinit {
        memory.deallocate()
    }

    /// The memory as samples of one type, none larger than a Double.
    @inline(__always)
    func samples<Sample>(of type: Sample.Type) -> UnsafeMutableBufferPointer<Sample> {
        memory.bindMemory(to: type)
    }

    /// Fills the buffer with `count` frames of a block, from frame `start` on.
    ///
    /// - Parameter convert: Converts a run of samples, in a loop of its own, so that it becomes vector
    ///   instructions; `stride` is how far apart the results lie.
    @inline(__always)
    func gather<Sample>(
        _ block: borrowing Block, from start: Int, count: Int,
        convert: (UnsafeBufferPointer<Double>, _ target: UnsafeMutablePointer<Sample>, _ stride: Int) -> Void
    ) -> UnsafeMutableBufferPointer<Sample> {
        let samples = samples(of: Sample.self)
        let channels = block.channels
        guard let first = samples.baseAddress else { return samples }
        for channel in 0..<channels {
            block.withChannel(channel) { source in
                convert(
                    UnsafeBufferPointer(rebasing: source[start..<start + count]), first + channel, channels)
            }
        }
        return samples
    }

    /// Spreads the first `count` frames over the channels of a block, from frame `start` on.
    func scatter(into block: inout Block, from start: Int, count: Int) {
        let source = samples(of: Double.self)
        let channels = block.channels
        for channel in 0..<channels {
            block.withChannel(channel) { target in
                var position = channel
                for frame in start..<start + count {
                    target[frame] = source[position]
                    position &+= channels
                }
            }
        }
    }
}
