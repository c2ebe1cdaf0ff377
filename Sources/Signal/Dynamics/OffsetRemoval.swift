/// Subtracts a constant from each channel.
package struct OffsetRemoval: Processor, Sendable {
    private let offsets: [Double]

    /// - Parameter offsets: one for each channel.
    package init(_ offsets: [Double]) { self.offsets = offsets }

    package func process(_ block: inout Block) {
        for channel in 0..<block.channels {
            let offset = offsets[channel]
            block.withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
                for index in samples.indices { samples[index] -= offset }
            }
        }
    }

    /// The mean of each channel of a stream, which is read to its end. What is not finite makes no mean: 0.
    package static func means(of stream: any SampleStream) throws -> [Double] {
        var block = Block(channels: stream.channels)
        var sums = Array(repeating: 0.0, count: stream.channels)
        var frames = 0
        repeat {
            try stream.read(into: &block)
            for channel in 0..<stream.channels {
                // Block by block and then the blocks, so that little is lost.
                sums[channel] += block.withChannel(channel) { (samples: UnsafeBufferPointer<Double>) in
                    samples.reduce(0, +)
                }
            }
            frames += block.frames
        } while block.frames > 0
        return sums.map { $0.isFinite && frames > 0 ? $0 / Double(frames) : 0 }
    }
}
