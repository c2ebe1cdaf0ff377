/// Sine, cosine and tangent of an angle in radians: the form in which filters and windows are written.
///
/// The argument is reduced by multiples of π/2 that are known to 160 bits (W. J. Cody and W. Waite,
/// "Software Manual for the Elementary Functions", 1980, with error-free products in place of their
/// shortened constants), so the multiples of π lose no accuracy. |radians| < 2⁴⁹.
extension Mathematics {
    /// sin(radians). |radians| < 2⁴⁹; beyond that, or infinite, not-a-number.
    package static func sine(_ radians: Double) -> Double {
        let angle = QuarterReduced(radians)
        return angle.sine(quartersAhead: 0).high
    }

    /// cos(radians). |radians| < 2⁴⁹; beyond that, or infinite, not-a-number.
    package static func cosine(_ radians: Double) -> Double {
        let angle = QuarterReduced(radians)
        return angle.sine(quartersAhead: 1).high
    }

    /// tan(radians). |radians| < 2⁴⁹; beyond that, or infinite, not-a-number.
    package static func tangent(_ radians: Double) -> Double {
        let angle = QuarterReduced(radians)
        let (sine, cosine) = (angle.sine(quartersAhead: 0), angle.sine(quartersAhead: 1))
        let quotient = sine.high / cosine.high
        let product = DoubleDouble.product(quotient, cosine.high)
        let remainder = ((sine.high - product.high) - product.low) + (sine.low - quotient * cosine.low)
        return quotient + remainder / cosine.high
    }
}

/// An angle as a number of quarter turns and a rest of at most π/4, in radians.
private struct QuarterReduced {
    private let quarter: UInt64
    private let rest: DoubleDouble

    init(_ radians: Double) {
        guard radians.magnitude < 0x1p49 else {
            (quarter, rest) = (0, DoubleDouble(.nan))
            return
        }
        let shifted = radians * 0x1.45f306dc9c883p-1 + Mathematics.roundingShift
        let count = shifted - Mathematics.roundingShift
        quarter = shifted.bitPattern
        guard count != 0 else {
            rest = DoubleDouble(radians)
            return
        }
        // π/2 in three parts of 53 bits. The first difference is exact: both are nearly equal.
        let first = DoubleDouble.product(count, 0x1.921fb54442d18p+0)
        let second = DoubleDouble.product(count, 0x1.1a62633145c07p-54)
        let coarse = DoubleDouble.sum(radians - first.high, -first.low)
        let fine = DoubleDouble.sum(coarse.high, -second.high)
        let tail = (coarse.low + fine.low) - (second.low + count * -0x1.f1976b7ed8fbcp-110)
        rest = .sum(larger: fine.high, tail)
    }

    func sine(quartersAhead: UInt64) -> DoubleDouble {
        let number = quarter &+ quartersAhead
        let value = number & 1 == 0 ? sineOfRest : cosineOfRest
        return number & 2 == 0 ? value : DoubleDouble(-value.high, -value.low)
    }

    /// The Taylor series of sin x, whose coefficients are ±1/n!, n odd; d sin x = cos x dx takes in the low
    /// part.
    private var sineOfRest: DoubleDouble {
        let x = rest.high
        let square = x * x
        var series = 1 / 355_687_428_096_000.0
        series = series * square - 1 / 1_307_674_368_000.0
        series = series * square + 1 / 6_227_020_800.0
        series = series * square - 1 / 39_916_800.0
        series = series * square + 1 / 362_880.0
        series = series * square - 1 / 5_040.0
        series = series * square + 1 / 120.0
        series = series * square - 1 / 6.0
        return .sum(larger: x, (x * square) * series + rest.low * (1 - square * 0.5))
    }

    /// The Taylor series of cos x, whose coefficients are ±1/n!, n even; d cos x = −sin x dx takes in the low
    /// part.
    private var cosineOfRest: DoubleDouble {
        let x = rest.high
        let square = x * x
        var series = 1 / 20_922_789_888_000.0
        series = series * square - 1 / 87_178_291_200.0
        series = series * square + 1 / 479_001_600.0
        series = series * square - 1 / 3_628_800.0
        series = series * square + 1 / 40_320.0
        series = series * square - 1 / 720.0
        series = series * square + 1 / 24.0
        // 1 − x²/2 is kept in two parts: it carries nearly all of the result.
        let squared = DoubleDouble.product(x, x)
        let leading = DoubleDouble.sum(larger: 1, -0.5 * squared.high)
        let correction = (leading.low - 0.5 * squared.low) - rest.low * x
        return .sum(larger: leading.high, (square * square) * series + correction)
    }
}
