/// Makes everything louder or quieter by the same factor.
package struct Gain: Processor, Equatable, Sendable {
    /// What each sample is multiplied by.
    package let linear: Double

    /// - Parameter linear: the factor; 1 changes nothing, negative values invert the polarity.
    package init(linear: Double) {
        self.linear = linear
    }

    /// - Parameter decibels: 0 changes nothing, −6.02 halves, −∞ silences.
    package init(decibels: Double) {
        linear = Mathematics.amplitude(fromDecibels: decibels)
    }

    package mutating func process(_ block: inout Block) {
        for channel in 0..<block.channels {
            block.withChannel(channel) { samples in
                for index in samples.indices { samples[index] *= linear }
            }
        }
    }
}
