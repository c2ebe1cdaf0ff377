/// Turns the wave of some channels upside down.
package struct Polarity: Processor, Sendable {
    private let inverted: Set<Int>

    /// - Parameter inverted: the channels, from 0; those that are not there do not count.
    package init(inverting inverted: Set<Int>) { self.inverted = inverted }

    package func process(_ block: inout Block) {
        for channel in 0..<block.channels where inverted.contains(channel) {
            block.withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
                for index in samples.indices { samples[index] = -samples[index] }
            }
        }
    }
}
