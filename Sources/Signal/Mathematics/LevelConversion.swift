/// Decibels for gains that follow a level sample by sample: several times as quick as the functions that are right to the last
/// bit, and right to about 10⁻¹⁴ dB, or as much of the factor. No step branches, so the processor works on several samples
/// at once.
enum LevelConversion {
    /// 20·log₁₀ x for x > 0 that is not subnormal. For 0 it is finite, and below −6,000 dB.
    ///
    /// As in `Mathematics.logarithm`: x = 2ᵏ·m with √½ ≤ m < √2, and ln m = 2·artanh((m − 1)/(m + 1)).
    @inline(__always)
    static func decibels(_ x: Double) -> Double {
        // The octaves and 1,024, so that a logical shift will do: that one there is for several numbers at once.
        let raised = (x.bitPattern &+ 0x0019_5f61_9980_c433) >> 52
        let octaves = Double(bitPattern: raised | 0x4330_0000_0000_0000) - 4_503_599_627_371_520
        let mantissa = Double(bitPattern: x.bitPattern &- (raised &- 1024) << 52)
        let s = (mantissa - 1) / (mantissa + 1)
        let square = s * s
        var series = 2 / 21.0
        series = series * square + 2 / 19.0
        series = series * square + 2 / 17.0
        series = series * square + 2 / 15.0
        series = series * square + 2 / 13.0
        series = series * square + 2 / 11.0
        series = series * square + 2 / 9.0
        series = series * square + 2 / 7.0
        series = series * square + 2 / 5.0
        series = series * square + 2 / 3.0
        // 20·log₁₀ 2 and 20/ln 10.
        return octaves * 6.020599913279624 + (2 * s + (s * square) * series) * 8.685889638065037
    }

    /// 10^(decibels/20), 1 for 0 dB; what is beyond ±6,000 dB is as there.
    ///
    /// As in `Mathematics.exponential`: 2ᵏ times the Taylor series of eʳ, |r| ≤ ln 2 / 2.
    @inline(__always)
    static func amplitude(_ decibels: Double) -> Double {
        let clamped = min(6_000, max(-6_000, decibels))
        // log₂ 10 / 20.
        let octaves = clamped * 0.16609640474436813
        let shifted = octaves + Mathematics.roundingShift
        let rest = (octaves - (shifted - Mathematics.roundingShift)) * 0.6931471805599453
        var series = 1 / 6_227_020_800.0
        series = series * rest + 1 / 479_001_600.0
        series = series * rest + 1 / 39_916_800.0
        series = series * rest + 1 / 3_628_800.0
        series = series * rest + 1 / 362_880.0
        series = series * rest + 1 / 40_320.0
        series = series * rest + 1 / 5_040.0
        series = series * rest + 1 / 720.0
        series = series * rest + 1 / 120.0
        series = series * rest + 1 / 24.0
        series = series * rest + 1 / 6.0
        series = series * rest + 0.5
        let fraction = 1 + (rest + rest * rest * series)
        // The low bits of the shifted number are the octaves.
        return Double(bitPattern: fraction.bitPattern &+ shifted.bitPattern << 52)
    }
}
