/// A number as the unevaluated sum of two doubles, |low| ≤ half a unit in the last place of |high|: about
/// 106 bits, for the few places where 53 are not enough.
///
/// Error-free sum: D. E. Knuth, The Art of Computer Programming 2, 4.2.2. Error-free product: T. J. Dekker,
/// "A floating-point technique for extending the available precision", 1971.
struct DoubleDouble {
    var high: Double
    var low: Double

    init(_ high: Double, _ low: Double = 0) {
        self.high = high
        self.low = low
    }

    /// a + b, exactly. Neither may be infinite.
    @inline(__always)
    static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
        let high = a + b
        let shadow = high - a
        return DoubleDouble(high, (a - (high - shadow)) + (b - shadow))
    }

    /// a + b, exactly, where |a| ≥ |b| or a is zero.
    @inline(__always)
    static func sum(larger a: Double, _ b: Double) -> DoubleDouble {
        let high = a + b
        return DoubleDouble(high, b - (high - a))
    }

    /// a · b, exactly, as long as |a| and |b| are below 2⁹⁹⁵ and the product is not subnormal.
    @inline(__always)
    static func product(_ a: Double, _ b: Double) -> DoubleDouble {
        let (x, y) = (halves(of: a), halves(of: b))
        let high = a * b
        return DoubleDouble(
            high, ((x.high * y.high - high) + x.high * y.low + x.low * y.high) + x.low * y.low)
    }

    /// The upper 26 bits and the rest: products of such halves are exact.
    @inline(__always)
    private static func halves(of x: Double) -> DoubleDouble {
        let scaled = x * 0x1p27 + x
        let high = scaled - (scaled - x)
        return DoubleDouble(high, x - high)
    }

    /// This times a double, to about 104 bits.
    func scaled(by factor: Double) -> DoubleDouble {
        let product = DoubleDouble.product(high, factor)
        return .sum(larger: product.high, product.low + low * factor)
    }

    /// This times another, to about 102 bits.
    func times(_ other: DoubleDouble) -> DoubleDouble {
        let product = DoubleDouble.product(high, other.high)
        return .sum(larger: product.high, product.low + (high * other.low + low * other.high))
    }
}
