/// Fewer bits and fewer samples: with h the frames that a sample is held for and q = 2^(1 − bits) the step,
///
///     y[n] = q·round(x[n − n mod h]/q), between −1 and 1 − q
///
/// the nearest step, of two as near the even one. Counted from the start of the production.
package struct BitCrush: Processor, Sendable {
    private let steps: Double
    private let hold: Int
    private var position = 0
    // Of each channel.
    private var held: [Double]

    /// - Parameters:
    ///   - bits: 1 … 24.
    ///   - hold: frames, from 1.
    package init(bits: Int, hold: Int, channels: Int) {
        precondition((1...24).contains(bits) && hold > 0, "BUG: \(bits) bits, held for \(hold) frames")
        steps = Double(1 << (bits - 1))
        self.hold = hold
        held = Array(repeating: 0, count: channels)
    }

    package mutating func process(_ block: inout Block) {
        let (start, hold, steps) = (position % hold, hold, steps)
        for channel in 0..<block.channels {
            var last = held[channel]
            block.withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
                var age = start
                for index in samples.indices {
                    if age == 0 { last = BitCrush.rounded(samples[index], steps) }
                    samples[index] = last
                    age = age + 1 == hold ? 0 : age + 1
                }
            }
            held[channel] = last
        }
        position += block.frames
    }

    /// What is not a number stays so, for a gate to find.
    @inline(__always)
    private static func rounded(_ sample: Double, _ steps: Double) -> Double {
        let scaled = sample * steps
        if scaled > steps - 1 { return (steps - 1) / steps }
        if scaled < -steps { return -1 }
        return Mathematics.nearest(scaled) / steps
    }
}
