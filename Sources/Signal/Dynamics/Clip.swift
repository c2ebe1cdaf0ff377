/// Cuts off what is above a ceiling, and counts what it cut.
package struct Clip: Processor, Sendable {
    /// The largest magnitude that passes, linear: 1 is full scale.
    package let ceiling: Double
    /// Samples, over all channels, that were above the ceiling.
    package private(set) var limitedSamples = 0

    package init(ceiling: Double) {
        precondition(ceiling > 0, "BUG: a ceiling of \(ceiling)")
        self.ceiling = ceiling
    }

    /// A sample that is not a number stays one, for a gate to find.
    package mutating func process(_ block: inout Block) {
        for channel in 0..<block.channels {
            limitedSamples += block.withChannel(channel) { samples in
                var clipped = 0
                for index in samples.indices where abs(samples[index]) > ceiling {
                    samples[index] = samples[index] < 0 ? -ceiling : ceiling
                    clipped += 1
                }
                return clipped
            }
        }
    }
}
