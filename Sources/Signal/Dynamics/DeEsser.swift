/// Turns down what is above a frequency where it is too loud, such as the s of a voice: with h the signal through a
/// Butterworth high-pass of the second order, and g the gain of a compressor that listens to h,
///
///     y[n] = x[n] + (g[n] − 1)·h[n]
///
/// which is x, bit for bit, where nothing is turned down: there is no crossover that is always in the way.
package struct DeEsser: Processor {
    package private(set) var computer: GainComputer
    private var filter: ControlledFilter
    private var high: Block

    /// - Parameters:
    ///   - frequency: in hertz, below half the sample rate. It may move.
    ///   - sampleRate: in hertz.
    package init(frequency: Control, _ settings: GainComputer.Settings, channels: Int, sampleRate: Double) {
        computer = GainComputer(settings, sampleRate: sampleRate)
        filter = ControlledFilter([frequency], channels: channels) {
            Butterworth.sections(.highpass($0[0]), order: 2, sampleRate: sampleRate)
        }
        high = Block(channels: channels)
    }

    package mutating func process(_ block: inout Block) {
        if high.capacity < block.frames { high = Block(channels: block.channels, capacity: block.capacity) }
        high.resize(to: block.frames)
        high.copy(block.frames, from: block)
        filter.process(&high)
        computer.listen(to: high)
        computer.gains.withUnsafeBufferPointer { gains in
            for channel in 0..<block.channels {
                block.withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
                    high.withChannel(channel) { (sibilants: UnsafeBufferPointer<Double>) in
                        for index in samples.indices where gains[index] != 1 {
                            samples[index] += (gains[index] - 1) * sibilants[index]
                        }
                    }
                }
            }
        }
    }
}
