/// The complex numbers of a transform on their way through its stages, four beside each other.
struct ComplexLanes {
    let real: UnsafeMutableRawBufferPointer
    let imaginary: UnsafeMutableRawBufferPointer
    let cosines: UnsafeRawBufferPointer
    let sines: UnsafeRawBufferPointer

    /// Numbers that go through all stages together, as they fit into the first-level cache; of an even power of 2.
    static let whole = 1024

    struct Lanes {
        var real: SIMD4<Double>
        var imaginary: SIMD4<Double>

        @inline(__always)
        static func + (a: Lanes, b: Lanes) -> Lanes {
            Lanes(real: a.real + b.real, imaginary: a.imaginary + b.imaginary)
        }

        @inline(__always)
        static func - (a: Lanes, b: Lanes) -> Lanes {
            Lanes(real: a.real - b.real, imaginary: a.imaginary - b.imaginary)
        }

        @inline(__always)
        static func * (a: Lanes, b: Lanes) -> Lanes {
            Lanes(
                real: a.real * b.real - a.imaginary * b.imaginary,
                imaginary: a.real * b.imaginary + a.imaginary * b.real)
        }

        /// A quarter turn on.
        @inline(__always)
        var turned: Lanes { Lanes(real: -imaginary, imaginary: real) }

        /// As far the other way round.
        @inline(__always)
        var mirrored: Lanes { Lanes(real: real, imaginary: -imaginary) }
    }

    @inline(__always)
    func load(_ index: Int) -> Lanes {
        let numbers = fourNumbers(index)
        return Lanes(real: numbers.real, imaginary: numbers.imaginary)
    }

    @inline(__always)
    func store(_ lanes: Lanes, _ index: Int) {
        real.storeBytes(of: lanes.real, toByteOffset: index &* 8, as: SIMD4<Double>.self)
        imaginary.storeBytes(of: lanes.imaginary, toByteOffset: index &* 8, as: SIMD4<Double>.self)
    }

    @inline(__always)
    func fourNumbers(_ index: Int) -> (real: SIMD4<Double>, imaginary: SIMD4<Double>) {
        (
            real.loadUnaligned(fromByteOffset: index &* 8, as: SIMD4<Double>.self),
            imaginary.loadUnaligned(fromByteOffset: index &* 8, as: SIMD4<Double>.self)
        )
    }

    /// e^(2πi j / 2 half) for j, j + 1, j + 2, j + 3.
    @inline(__always)
    func turns(_ half: Int, _ j: Int) -> Lanes {
        let offset = (half &- 1 &+ j) &* 8
        return Lanes(
            real: cosines.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self),
            imaginary: sines.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self))
    }
}

extension FourierTransform {
    /// Arrays as long as the transform, as lanes.
    func withLanes(_ real: inout [Double], _ imaginary: inout [Double], _ body: (ComplexLanes) -> Void) {
        precondition(
            real.count == length && imaginary.count == length && length >= 16,
            "BUG: arrays of another length than the transform")
        real.withUnsafeMutableBytes { real in
            imaginary.withUnsafeMutableBytes { imaginary in
                cosines.withUnsafeBytes { cosines in
                    sines.withUnsafeBytes { sines in
                        body(
                            ComplexLanes(real: real, imaginary: imaginary, cosines: cosines, sines: sines))
                    }
                }
            }
        }
    }
}
