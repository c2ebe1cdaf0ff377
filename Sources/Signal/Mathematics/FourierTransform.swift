/// The discrete Fourier transform of a power-of-two length, in place, over separate real and imaginary parts.
///
/// Radix 2, decimation in time: J. W. Cooley and J. W. Tukey, "An algorithm for the machine calculation of
/// complex Fourier series", 1965.
package struct FourierTransform: Sendable {
    package let length: Int
    // cos and sin of 2π k / length for the first half turn.
    private let cosines: [Double]
    private let sines: [Double]

    package init(length: Int) {
        precondition(
            length > 0 && length & (length - 1) == 0, "BUG: a transform of length \(length), not a power of 2"
        )
        self.length = length
        let step = 1 / Double(length)
        cosines = (0..<length / 2).map { Mathematics.cosine(turns: Double($0) * step) }
        sines = (0..<length / 2).map { Mathematics.sine(turns: Double($0) * step) }
    }

    /// X[k] → x[n] = Σ X[k] · e^(+2πi k n / length), without a factor.
    package func synthesise(real: inout [Double], imaginary: inout [Double]) {
        precondition(
            real.count == length && imaginary.count == length,
            "BUG: arrays of another length than the transform")
        real.withUnsafeMutableBufferPointer { real in
            imaginary.withUnsafeMutableBufferPointer { imaginary in
                reorder(real, imaginary)
                var half = 1
                while half < length {
                    combine(real, imaginary, half: half)
                    half *= 2
                }
            }
        }
    }

    /// Swaps each element with the one whose index has the same bits in reverse.
    private func reorder(
        _ real: UnsafeMutableBufferPointer<Double>, _ imaginary: UnsafeMutableBufferPointer<Double>
    ) {
        var reversed = 0
        for index in 0..<length - 1 {
            if index < reversed {
                real.swapAt(index, reversed)
                imaginary.swapAt(index, reversed)
            }
            // Adds one to `reversed`, carrying from the highest bit down.
            var bit = length / 2
            while reversed & bit != 0 {
                reversed ^= bit
                bit /= 2
            }
            reversed |= bit
        }
    }

    /// Joins neighbouring transforms of length `half` into transforms twice as long.
    private func combine(
        _ real: UnsafeMutableBufferPointer<Double>, _ imaginary: UnsafeMutableBufferPointer<Double>, half: Int
    ) {
        let stride = length / (2 * half)
        for start in Swift.stride(from: 0, to: length, by: 2 * half) {
            for offset in 0..<half {
                let (a, b) = (start + offset, start + offset + half)
                let (cosine, sine) = (cosines[offset * stride], sines[offset * stride])
                let turnedReal = real[b] * cosine - imaginary[b] * sine
                let turnedImaginary = real[b] * sine + imaginary[b] * cosine
                real[b] = real[a] - turnedReal
                imaginary[b] = imaginary[a] - turnedImaginary
                real[a] += turnedReal
                imaginary[a] += turnedImaginary
            }
        }
    }
}
