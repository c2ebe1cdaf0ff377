/// Streams played at once: their samples added in the order given, as long as the longest of them.
package final class Sum: SampleStream {
    package let channels: Int
    private let streams: [any SampleStream]
    private var part: Block

    /// - Parameter streams: one or more, all with the same number of channels.
    package init(_ streams: [any SampleStream]) {
        guard let first = streams.first else {
            preconditionFailure("BUG: a sum of no streams has no number of channels")
        }
        precondition(
            streams.allSatisfy { $0.channels == first.channels },
            "BUG: streams of \(streams.map(\.channels)) channels cannot be added")
        self.streams = streams
        channels = first.channels
        part = Block(channels: first.channels)
    }

    package func read(into block: inout Block) throws {
        if part.capacity != block.capacity {
            part = Block(channels: channels, capacity: block.capacity)
        }
        block.resize(to: block.capacity)
        block.clear()
        var longest = 0
        for stream in streams {
            try stream.read(into: &part)
            longest = max(longest, part.frames)
            for channel in 0..<channels {
                part.withChannel(channel) { (input: UnsafeBufferPointer<Double>) in
                    block.withChannel(channel) { output in
                        for index in 0..<input.count {
                            output[index] += input[index]
                        }
                    }
                }
            }
        }
        block.resize(to: longest)
    }
}
