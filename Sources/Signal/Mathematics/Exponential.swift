extension Mathematics {
    /// eˣ: 0 below −745.2, infinite above 709.8.
    package static func exponential(_ x: Double) -> Double {
        exponential(DoubleDouble(x))
    }

    /// e to the power of high + low.
    ///
    /// x = k·ln 2 + r with |r| ≤ 0.35, ln 2 in two parts of which the first has 32 bits, so that k times it is
    /// exact (W. J. Cody and W. Waite, 1980). Then 2ᵏ times the Taylor series of eʳ.
    static func exponential(_ x: DoubleDouble) -> Double {
        guard x.high > -746 else {
            return x.high.isNaN ? x.high : 0
        }
        guard x.high < 710 else {
            return x.high.isNaN ? x.high : .infinity
        }
        let octaves = nearest(x.high * 0x1.71547652b82fep+0)
        let rest = DoubleDouble.sum(
            x.high - octaves * 0x1.62e42feep-1, x.low - octaves * 0x1.a39ef35793c76p-33)
        return scaled(taylor(rest), octaves: Int(octaves))
    }

    /// eʳ for |r| ≤ 0.35. The coefficients are 1/n!.
    private static func taylor(_ rest: DoubleDouble) -> Double {
        let r = rest.high
        var series = 1 / 87_178_291_200.0
        series = series * r + 1 / 6_227_020_800.0
        series = series * r + 1 / 479_001_600.0
        series = series * r + 1 / 39_916_800.0
        series = series * r + 1 / 3_628_800.0
        series = series * r + 1 / 362_880.0
        series = series * r + 1 / 40_320.0
        series = series * r + 1 / 5_040.0
        series = series * r + 1 / 720.0
        series = series * r + 1 / 120.0
        series = series * r + 1 / 24.0
        series = series * r + 1 / 6.0
        series = series * r + 0.5
        let leading = DoubleDouble.sum(larger: 1, r)
        return leading.high + (leading.low + (rest.low * (1 + r) + (r * r) * series))
    }

    /// x · 2ⁿ for |n| ≤ 1100, in two exact steps where a single power of two would overflow or be subnormal.
    private static func scaled(_ x: Double, octaves n: Int) -> Double {
        let half = n / 2
        return x * powerOfTwo(half) * powerOfTwo(n - half)
    }

    private static func powerOfTwo(_ exponent: Int) -> Double {
        Double(sign: .plus, exponentBitPattern: UInt(1023 + exponent), significandBitPattern: 0)
    }
}
