/// The discrete Fourier transform of a power-of-two length, in place, over separate real and imaginary parts.
///
/// Radix 2, decimation in time: J. W. Cooley and J. W. Tukey, "An algorithm for the machine calculation of
/// complex Fourier series", 1965.
package struct FourierTransform: Sendable {
    package let length: Int
    // cos and sin of 2π k / (2 · half) for the stages half = 1, 2, 4 …, each behind the one before: that of `half` begins
    // at half − 1.
    let cosines: [Double]
    let sines: [Double]

    package init(length: Int) {
        precondition(
            length > 0 && length & (length - 1) == 0, "BUG: a transform of length \(length), not a power of 2"
        )
        self.length = length
        let step = 1 / Double(length)
        let stages = sequence(first: 1) { $0 * 2 }.prefix { $0 < length }
        let indices = stages.flatMap { half in (0..<half).map { $0 * (length / (2 * half)) } }
        let half = (0..<length / 2).map { Double($0) * step }
        let (real, imaginary) = (half.map(Mathematics.cosine(turns:)), half.map(Mathematics.sine(turns:)))
        cosines = indices.map { real[$0] }
        sines = indices.map { imaginary[$0] }
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
        cosines.withUnsafeBufferPointer { cosines in
            sines.withUnsafeBufferPointer { sines in
                let turns = (
                    UnsafeBufferPointer(rebasing: cosines[half - 1..<2 * half - 1]),
                    UnsafeBufferPointer(rebasing: sines[half - 1..<2 * half - 1])
                )
                for start in Swift.stride(from: 0, to: length, by: 2 * half) {
                    if half < 4 {
                        Self.combine(real, imaginary, start, turns)
                    } else {
                        Self.combineFours(real, imaginary, start, turns)
                    }
                }
            }
        }
    }

    private typealias Turns = (cosines: UnsafeBufferPointer<Double>, sines: UnsafeBufferPointer<Double>)

    @inline(__always)
    private static func combine(
        _ real: UnsafeMutableBufferPointer<Double>, _ imaginary: UnsafeMutableBufferPointer<Double>,
        _ start: Int, _ turns: Turns
    ) {
        let half = turns.cosines.count
        for offset in 0..<half {
            let (a, b) = (start + offset, start + offset + half)
            let (cosine, sine) = (turns.cosines[offset], turns.sines[offset])
            let turnedReal = real[b] * cosine - imaginary[b] * sine
            let turnedImaginary = real[b] * sine + imaginary[b] * cosine
            real[b] = real[a] - turnedReal
            imaginary[b] = imaginary[a] - turnedImaginary
            real[a] += turnedReal
            imaginary[a] += turnedImaginary
        }
    }

    /// The same, to the bit, four at a time.
    @inline(__always)
    private static func combineFours(
        _ real: UnsafeMutableBufferPointer<Double>, _ imaginary: UnsafeMutableBufferPointer<Double>,
        _ start: Int, _ turns: Turns
    ) {
        let half = turns.cosines.count
        let (real, imaginary) = (
            UnsafeMutableRawBufferPointer(real), UnsafeMutableRawBufferPointer(imaginary)
        )
        let (cosines, sines) = (UnsafeRawBufferPointer(turns.cosines), UnsafeRawBufferPointer(turns.sines))
        var offset = 0
        while offset < half {
            let a = (start &+ offset) &* 8
            let b = a &+ half &* 8
            let cosine = cosines.loadUnaligned(fromByteOffset: offset &* 8, as: SIMD4<Double>.self)
            let sine = sines.loadUnaligned(fromByteOffset: offset &* 8, as: SIMD4<Double>.self)
            let upperReal = real.loadUnaligned(fromByteOffset: a, as: SIMD4<Double>.self)
            let upperImaginary = imaginary.loadUnaligned(fromByteOffset: a, as: SIMD4<Double>.self)
            let lowerReal = real.loadUnaligned(fromByteOffset: b, as: SIMD4<Double>.self)
            let lowerImaginary = imaginary.loadUnaligned(fromByteOffset: b, as: SIMD4<Double>.self)
            let turnedReal = lowerReal * cosine - lowerImaginary * sine
            let turnedImaginary = lowerReal * sine + lowerImaginary * cosine
            real.storeBytes(of: upperReal - turnedReal, toByteOffset: b, as: SIMD4<Double>.self)
            imaginary.storeBytes(
                of: upperImaginary - turnedImaginary, toByteOffset: b, as: SIMD4<Double>.self)
            real.storeBytes(of: upperReal + turnedReal, toByteOffset: a, as: SIMD4<Double>.self)
            imaginary.storeBytes(
                of: upperImaginary + turnedImaginary, toByteOffset: a, as: SIMD4<Double>.self)
            offset &+= 4
        }
    }
}
