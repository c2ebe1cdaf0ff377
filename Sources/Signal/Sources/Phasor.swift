/// The phase of an oscillator of constant frequency, computed from the number of the frame: it does not
/// drift, however long the tone, and does not depend on where reading started.
///
/// The phase f·n/fs is held as what is left of f·n after whole multiples of fs, in hertz. Where f·n is a whole
/// number that a double can hold, so for every frequency written with a few digits, that is exact, and the
/// tone repeats to the bit; for any other frequency the phase is good to 10⁻¹¹ turns, after hours too.
package struct Phasor {
    /// Frames are numbered within spans of this many, each with its own exactly reduced start.
    package static let spanLength = 4096

    private let frequency: Double
    private let sampleRate: Double
    private let periodsPerHertz: Double
    private let offset: Double

    /// - Parameters:
    ///   - frequency: Hz.
    ///   - sampleRate: Hz.
    ///   - offset: turns, added to the phase of every frame.
    package init(frequency: Double, sampleRate: Double, offset: Double) {
        self.frequency = frequency
        self.sampleRate = sampleRate
        periodsPerHertz = 1 / sampleRate
        self.offset = offset - offset.rounded()
    }

    /// Writes body(phase) for each of `frames`, the phase in turns, −1.5 … 1.5.
    @inline(__always)
    package func fill(
        _ output: UnsafeMutableBufferPointer<Double>, frames: Range<Int>, _ body: (_ turns: Double) -> Double
    ) {
        var frame = frames.lowerBound
        while frame < frames.upperBound {
            let first = frame % Phasor.spanLength
            let count = min(Phasor.spanLength - first, frames.upperBound - frame)
            let origin = remainder(atFrame: frame - first)
            let part = UnsafeMutableBufferPointer(
                rebasing: output[frame - frames.lowerBound..<frame - frames.lowerBound + count])
            for index in 0..<part.count {
                // 32 bits: their conversion to double has a vector instruction everywhere.
                part[index] = body(turns(origin, Int32(truncatingIfNeeded: first &+ index)))
            }
            frame += count
        }
    }

    /// The phase of one frame, in turns, −1.5 … 1.5.
    func turns(atFrame frame: Int) -> Double {
        let first = frame % Phasor.spanLength
        return turns(remainder(atFrame: frame - first), Int32(truncatingIfNeeded: first))
    }

    /// How far a frame is ahead of the one that is `frames` (below the length of a span) before it, in turns.
    func advance(by frames: Int) -> Double { turns(0, Int32(truncatingIfNeeded: frames)) - offset }

    @inline(__always)
    private func turns(_ origin: Double, _ index: Int32) -> Double {
        let hertz = origin + Double(index) * frequency
        let periods = Mathematics.nearest(hertz * periodsPerHertz)
        return (hertz - periods * sampleRate) / sampleRate + offset
    }

    /// f·n reduced by multiples of fs, Hz. A floating-point remainder is exact by definition, so the C
    /// library's is the same everywhere.
    private func remainder(atFrame frame: Int) -> Double {
        let product = DoubleDouble.product(frequency, Double(frame))
        return product.high.truncatingRemainder(dividingBy: sampleRate) + product.low
    }
}
