/// Makes everything louder or quieter by the same factor, which may move.
package struct Gain: Processor, Sendable {
    private var control: ControlReader
    private var factors: [Double] = []

    /// - Parameter control: what each sample is multiplied by; 1 changes nothing, negative values invert the
    ///   polarity.
    package init(_ control: Control) {
        self.control = ControlReader(control)
    }

    /// - Parameter linear: what each sample is multiplied by.
    package init(linear: Double) {
        self.init(Control(linear))
    }

    /// - Parameter decibels: 0 changes nothing, −6.02 halves, −∞ silences.
    package init(decibels: Double) {
        self.init(linear: Mathematics.amplitude(fromDecibels: decibels))
    }

    package mutating func process(_ block: inout Block) {
        if let factor = control.constant {
            for channel in 0..<block.channels {
                block.withChannel(channel) { samples in
                    for index in samples.indices { samples[index] *= factor }
                }
            }
        } else {
            move(&block)
        }
    }

    private mutating func move(_ block: inout Block) {
        if factors.count < block.capacity { factors = Array(repeating: 0, count: block.capacity) }
        let frames = block.frames
        factors.withUnsafeMutableBufferPointer {
            control.read(into: UnsafeMutableBufferPointer(rebasing: $0[..<frames]))
        }
        for channel in 0..<block.channels {
            block.withChannel(channel) { samples in
                for index in samples.indices { samples[index] *= factors[index] }
            }
        }
    }
}
