/// Decibels for gains that follow a level sample by sample: several times as quick as the functions that are right to the last
/// bit, and right to about 10⁻¹⁴ dB, or as much of the factor. No step branches, so the processor works on several samples
/// at once.
enum LevelConversion {
    /// 20·log₁₀ x for x > 0 that is not subnormal. For 0 it is finite, and below −6,000 dB.
    ///
    /// As in `Mathematics.logarithm`: x = 2ᵏ·m with √½ ≤ m < √2, and ln m = 2·artanh s, s = (m − 1)/(m + 1). What is left of
    /// it beyond 2·s is s³ times a polynomial in s² that meets it at the zeros of Chebyshev's: right to 5·10⁻¹⁸ of ln m.
    @inline(__always)
    static func decibels(_ x: Double) -> Double {
        // The octaves and 1,024, so that a logical shift will do: that one there is for several numbers at once.
        let raised = (x.bitPattern &+ 0x0019_5f61_9980_c433) >> 52
        let octaves = Double(bitPattern: raised | 0x4330_0000_0000_0000) - 4_503_599_627_371_520
        let mantissa = Double(bitPattern: x.bitPattern &- (raised &- 1024) << 52)
        let s = (mantissa - 1) / (mantissa + 1)
        let square = s * s
        var series = 0.14616449685043406
        series = series * square + 0.15331721600556042
        series = series * square + 0.18182889125261723
        series = series * square + 0.2222221113479508
        series = series * square + 0.28571428625975487
        series = series * square + 0.39999999999899505
        series = series * square + 0.666666666666667
        // 20·log₁₀ 2 and 20/ln 10.
        return octaves * 6.020599913279624 + (2 * s + (s * square) * series) * 8.685889638065037
    }

    /// 10^(decibels/20), 1 for 0 dB; what is beyond ±6,000 dB is as there.
    ///
    /// As in `Mathematics.exponential`: 2ᵏ·eʳ, |r| ≤ ln 2 / 2. What is left of it beyond 1 + r is r² times a polynomial that
    /// meets it at the zeros of Chebyshev's: right to 4·10⁻¹⁷ of eʳ.
    @inline(__always)
    static func amplitude(_ decibels: Double) -> Double {
        let clamped = min(6_000, max(-6_000, decibels))
        // log₂ 10 / 20.
        let octaves = clamped * 0.16609640474436813
        let shifted = octaves + Mathematics.roundingShift
        let rest = (octaves - (shifted - Mathematics.roundingShift)) * 0.6931471805599453
        var series = 2.510038549551032e-08
        series = series * rest + 2.7620088445409746e-07
        series = series * rest + 2.7557268459997064e-06
        series = series * rest + 2.4801521295954376e-05
        series = series * rest + 0.00019841269863053618
        series = series * rest + 0.0013888888917213717
        series = series * rest + 0.008333333333330062
        series = series * rest + 0.04166666666662413
        series = series * rest + 0.16666666666666669
        series = series * rest + 0.5
        let fraction = 1 + (rest + rest * rest * series)
        // The low bits of the shifted number are the octaves.
        return Double(bitPattern: fraction.bitPattern &+ shifted.bitPattern << 52)
    }
}
