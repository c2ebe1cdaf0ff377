/// The spectra by which real signals are convolved in stretches of 2M samples: those of a convolution modulo z^2M + 1,
/// whose M complex numbers each stand alone, so that they can lie in any order.
///
/// A stretch is folded, its first half as the real and its second as the imaginary part, and turned:
///
///     X[k] = Σ (x[n] + i·x[n + M]) · e^(πi n / 2M) · e^(2πi k n / M),   n = 0 … M − 1
///
/// since z^2M + 1 = (z^M − i)·(z^M + i), and a real signal is told by its remainder of the first factor alone (H. J.
/// Nussbaumer, "Fast Fourier Transform and Convolution Algorithms", 1982, on polynomial products). What runs over the
/// end of a stretch comes in again at its start, with the other sign.
struct SkewConvolution: Sendable {
    /// M.
    let half: Int
    private let transform: FourierTransform
    // cos and sin of π n / 2M.
    private let cosines: [Double]
    private let sines: [Double]

    /// The numbers of one stretch.
    struct Spectrum: Sendable {
        var real: [Double]
        var imaginary: [Double]

        init(count: Int) {
            real = Array(repeating: 0, count: count)
            imaginary = real
        }
    }

    init(half: Int) {
        self.half = half
        transform = FourierTransform(length: half)
        let turns = (0..<half).map { Double($0) / Double(4 * half) }
        cosines = turns.map(Mathematics.cosine(turns:))
        sines = turns.map(Mathematics.sine(turns:))
    }

    /// The spectrum of a stretch of 2M samples.
    func analyse(_ stretch: UnsafeBufferPointer<Double>, into spectrum: inout Spectrum) {
        spectrum.real.withUnsafeMutableBytes { real in
            spectrum.imaginary.withUnsafeMutableBytes { imaginary in
                forEachFour { offset, cosine, sine in
                    let samples = UnsafeRawBufferPointer(stretch)
                    let a = samples.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
                    let b = samples.loadUnaligned(
                        fromByteOffset: offset &+ half &* 8, as: SIMD4<Double>.self)
                    real.storeBytes(
                        of: a * cosine - b * sine, toByteOffset: offset, as: SIMD4<Double>.self)
                    imaginary.storeBytes(
                        of: a * sine + b * cosine, toByteOffset: offset, as: SIMD4<Double>.self)
                }
            }
        }
        transform.synthesiseReversed(real: &spectrum.real, imaginary: &spectrum.imaginary)
    }

    /// The stretch of a spectrum, times M. The spectrum is used up.
    func synthesise(_ spectrum: inout Spectrum, into stretch: UnsafeMutableBufferPointer<Double>) {
        transform.analyseReversed(real: &spectrum.real, imaginary: &spectrum.imaginary)
        spectrum.real.withUnsafeBytes { real in
            spectrum.imaginary.withUnsafeBytes { imaginary in
                forEachFour { offset, cosine, sine in
                    let samples = UnsafeMutableRawBufferPointer(stretch)
                    let a = real.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
                    let b = imaginary.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
                    samples.storeBytes(
                        of: a * cosine + b * sine, toByteOffset: offset, as: SIMD4<Double>.self)
                    samples.storeBytes(
                        of: b * cosine - a * sine, toByteOffset: offset &+ half &* 8, as: SIMD4<Double>.self)
                }
            }
        }
    }

    @inline(__always)
    private func forEachFour(_ body: (Int, SIMD4<Double>, SIMD4<Double>) -> Void) {
        cosines.withUnsafeBytes { cosines in
            sines.withUnsafeBytes { sines in
                var offset = 0
                while offset < half &* 8 {
                    body(
                        offset, cosines.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self),
                        sines.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self))
                    offset &+= 32
                }
            }
        }
    }
}

extension SkewConvolution.Spectrum {
    /// Becomes the sum of the products of other spectra, two by two.
    ///
    /// Some hundred numbers at a time of all of them, so that the sums stay in the first-level cache.
    mutating func setToSum(_ count: Int, _ factors: (Int) -> (Self, Self)) {
        let total = real.count * 8
        real.withUnsafeMutableBytes { real in
            imaginary.withUnsafeMutableBytes { imaginary in
                var start = 0
                while start < total {
                    let end = min(start &+ Self.part, total)
                    for index in 0..<count {
                        let (a, b) = factors(index)
                        Self.multiply(a, b, start..<end, isFirst: index == 0, real, imaginary)
                    }
                    start = end
                }
            }
        }
    }

    /// Bytes.
    private static let part = 4_096

    @inline(__always)
    private static func multiply(
        _ a: Self, _ b: Self, _ bytes: Range<Int>, isFirst: Bool, _ real: UnsafeMutableRawBufferPointer,
        _ imaginary: UnsafeMutableRawBufferPointer
    ) {
        a.real.withUnsafeBytes { aReal in
            a.imaginary.withUnsafeBytes { aImaginary in
                b.real.withUnsafeBytes { bReal in
                    b.imaginary.withUnsafeBytes { bImaginary in
                        var offset = bytes.lowerBound
                        while offset < bytes.upperBound {
                            let (w, x) = (four(aReal, offset), four(aImaginary, offset))
                            let (y, z) = (four(bReal, offset), four(bImaginary, offset))
                            var (sumReal, sumImaginary) = (w * y - x * z, w * z + x * y)
                            if !isFirst {
                                sumReal += four(UnsafeRawBufferPointer(real), offset)
                                sumImaginary += four(UnsafeRawBufferPointer(imaginary), offset)
                            }
                            real.storeBytes(of: sumReal, toByteOffset: offset, as: SIMD4<Double>.self)
                            imaginary.storeBytes(
                                of: sumImaginary, toByteOffset: offset, as: SIMD4<Double>.self)
                            offset &+= 32
                        }
                    }
                }
            }
        }
    }

    @inline(__always)
    private static func four(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> SIMD4<Double> {
        bytes.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
    }
}
