extension Mathematics {
    /// The natural logarithm: −∞ at zero, not-a-number below it.
    package static func logarithm(_ x: Double) -> Double {
        guard x > 0, x.isFinite else { return limit(ofLogarithmAt: x) }
        return finiteLogarithm(x).high
    }

    /// ln x for zero, negative and non-finite x.
    static func limit(ofLogarithmAt x: Double) -> Double {
        if x == 0 { return -.infinity }
        return x < 0 ? .nan : x
    }

    /// ln x to about 60 bits, for finite x > 0.
    ///
    /// x = 2ᵏ·m with √½ ≤ m < √2 and ln m = 2·artanh s, s = (m − 1)/(m + 1), |s| < 0.172: M. Abramowitz and
    /// I. Stegun, "Handbook of Mathematical Functions", 4.1.27.
    static func finiteLogarithm(_ x: Double) -> DoubleDouble {
        var octaves = Double(x.exponent)
        var mantissa = x.significand
        if mantissa >= 0x1.6a09e667f3bcdp+0 {
            mantissa *= 0.5
            octaves += 1
        }
        let (above, below) = (mantissa - 1, DoubleDouble.sum(mantissa, 1))
        let s = above / below.high
        let back = DoubleDouble.product(s, below.high)
        let remainder = ((above - back.high) - back.low) - s * below.low
        let sLow = remainder / below.high

        let whole = DoubleDouble.sum(octaves * 0x1.62e42feep-1, 2 * s)
        let tail = octaves * 0x1.a39ef35793c76p-33
        // The series' derivative at s, 1 + s² + …, carries the low part of s.
        let series = artanhTail(s) + sLow * (2 + 2 * s * s)
        let fine = DoubleDouble.sum(whole.low + tail, series)
        let result = DoubleDouble.sum(whole.high, fine.high)
        return .sum(larger: result.high, result.low + fine.low)
    }

    /// 2·artanh s − 2s = 2s³/3 + 2s⁵/5 + …
    private static func artanhTail(_ s: Double) -> Double {
        let square = s * s
        var series = 2 / 23.0
        series = series * square + 2 / 21.0
        series = series * square + 2 / 19.0
        series = series * square + 2 / 17.0
        series = series * square + 2 / 15.0
        series = series * square + 2 / 13.0
        series = series * square + 2 / 11.0
        series = series * square + 2 / 9.0
        series = series * square + 2 / 7.0
        series = series * square + 2 / 5.0
        series = series * square + 2 / 3.0
        return (s * square) * series
    }
}
