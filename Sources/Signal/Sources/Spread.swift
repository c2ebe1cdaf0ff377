/// A mono stream on every one of several channels, at the same level in each.
package final class Spread: SampleStream {
    package let channels: Int
    private let mono: any SampleStream
    private var part: Block

    package init(_ mono: any SampleStream, channels: Int) {
        precondition(mono.channels == 1, "BUG: a stream of \(mono.channels) channels is not mono")
        precondition(channels > 0, "BUG: a stream spread to \(channels) channels")
        self.mono = mono
        self.channels = channels
        part = Block(channels: 1)
    }

    package func read(into block: inout Block) throws {
        if part.capacity != block.capacity {
            part = Block(channels: 1, capacity: block.capacity)
        }
        try mono.read(into: &part)
        block.resize(to: part.frames)
        part.withChannel(0) { (input: UnsafeBufferPointer<Double>) in
            for channel in 0..<channels {
                block.withChannel(channel) { _ = $0.update(fromContentsOf: input) }
            }
        }
    }
}
