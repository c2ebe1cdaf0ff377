/// Fewer bits and fewer samples: with h the frames that a sample is held for and q = 2^(1 − bits) the step,
///
///     y[n] = q·round(x[m]/q), between −1 and 1 − q,   m = ⌈k·h⌉ the last such frame up to n
///
/// the nearest step, of two as near the even one. Counted from the start of the production. Where bits or h move, a sample
/// has those of the frame at which it is taken, and the next is taken h frames later.
package struct BitCrush: Processor, Sendable {
    private var bits: FrameControl
    private var hold: FrameControl
    private var position = 0
    /// Where the next sample is taken: the first frame that does not lie before it.
    private var due = 0.0
    // Of each channel.
    private var held: [Double]

    /// - Parameters:
    ///   - bits: 1 … 24; between two whole numbers the steps are between those of both.
    ///   - hold: frames, from 1.
    package init(bits: Control, hold: Control, channels: Int) {
        precondition(
            bits.range.lowerBound >= 1 && bits.range.upperBound <= 24 && hold.range.lowerBound >= 1,
            "BUG: \(bits.range) bits, held for \(hold.range) frames")
        self.bits = FrameControl(bits)
        self.hold = FrameControl(hold)
        held = Array(repeating: 0, count: channels)
    }

    package mutating func process(_ block: inout Block) {
        bits.advance(by: block.frames)
        hold.advance(by: block.frames)
        var due = due
        for channel in 0..<block.channels {
            due = self.due
            crush(&block, channel, &due)
        }
        self.due = due
        position += block.frames
    }

    private mutating func crush(_ block: inout Block, _ channel: Int, _ due: inout Double) {
        var (last, next) = (held[channel], due)
        let still = bits.constant.map(BitCrush.steps)
        block.withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
            for index in samples.indices {
                if Double(position + index) >= next {
                    last = BitCrush.rounded(samples[index], still ?? BitCrush.steps(bits[index]))
                    next += hold[index]
                }
                samples[index] = last
            }
        }
        (held[channel], due) = (last, next)
    }

    /// 2^(bits − 1): steps between 0 and 1.
    private static func steps(_ bits: Double) -> Double {
        let whole = bits.rounded(.down)
        let steps = Double(1 << (Int(whole) - 1))
        return bits == whole ? steps : steps * Mathematics.power(2, bits - whole)
    }

    /// What is not a number stays so, for a gate to find.
    @inline(__always)
    private static func rounded(_ sample: Double, _ steps: Double) -> Double {
        let scaled = sample * steps
        if scaled > steps - 1 { return (steps - 1) / steps }
        if scaled < -steps { return -1 }
        let nearest = Mathematics.nearest(scaled) / steps
        return nearest < -1 ? -1 : nearest
    }
}
