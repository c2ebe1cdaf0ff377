/// Fewer bits and fewer samples: with q = 2^(1 − bits) the step,
///
///     y[n] = q·round(x[m]/q), between −1 and 1 − q
///
/// the nearest step, of two as near the even one, and m the last frame up to n at which a sample was taken. The first is
/// taken at the start of the production, and each further one so many frames after the one before as it is held for, at the
/// first frame that is not earlier. Where bits or hold move, a sample has those of the frame at which it is taken.
package struct BitCrush: Processor, Sendable {
    private var bits: FrameControl
    private var hold: FrameControl
    /// Frames until the next sample is taken; none are left, or less, where it is taken at the frame at hand.
    private var wait = 0.0
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
        var end = wait
        for channel in 0..<block.channels { end = crush(&block, channel) }
        wait = end
    }

    /// - Returns: the frames to wait after the last one.
    private mutating func crush(_ block: inout Block, _ channel: Int) -> Double {
        var (last, wait) = (held[channel], wait)
        let still = bits.constant.map(BitCrush.steps)
        block.withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
            for index in samples.indices {
                if wait <= 0 {
                    last = BitCrush.rounded(samples[index], still ?? BitCrush.steps(bits[index]))
                    wait += hold[index]
                }
                samples[index] = last
                wait -= 1
            }
        }
        held[channel] = last
        return wait
    }

    /// 2^(bits − 1): steps between 0 and 1.
    private static func steps(_ bits: Double) -> Double {
        // On its way between two points a curve may come out a rounding below both.
        let whole = max(1, bits.rounded(.down))
        let steps = Double(1 << (Int(whole) - 1))
        return bits > whole ? steps * Mathematics.power(2, bits - whole) : steps
    }

    /// What is not a number stays so, for a gate to find.
    @inline(__always)
    private static func rounded(_ sample: Double, _ steps: Double) -> Double {
        let (scaled, beyond) = (sample * steps, steps + 1)
        let limited = scaled > beyond ? beyond : scaled < -beyond ? -beyond : scaled
        let (value, highest) = (Mathematics.nearest(limited) / steps, (steps - 1) / steps)
        return value > highest ? highest : value < -1 ? -1 : value
    }
}
