extension Mathematics {
    /// 20·log₁₀(amplitude), dB: −∞ at zero, not-a-number below it.
    package static func decibels(fromAmplitude amplitude: Double) -> Double {
        guard amplitude > 0, amplitude.isFinite else { return limit(ofLogarithmAt: amplitude) }
        // 20 / ln 10 in two parts.
        let perNeper = DoubleDouble(0x1.15f2ced384f29p+3, -0x1.02bea6b55233cp-52)
        return finiteLogarithm(amplitude).times(perNeper).high
    }

    /// 10^(decibels / 20): 0 dB is 1 exactly, −∞ dB is 0.
    package static func amplitude(fromDecibels decibels: Double) -> Double {
        guard decibels.magnitude < 10_000 else {
            return exponential(decibels)
        }
        // ln 10 / 20 in two parts.
        return exponential(DoubleDouble(0x1.d791c5f888822p-4, 0x1.abeeabde89357p-58).scaled(by: decibels))
    }

    /// baseᵉˣᵖᵒⁿᵉⁿᵗ for base > 0, within 2 units in the last place where the result is between 10⁻⁹ and 10⁹.
    /// A base of zero gives 0, 1 or ∞ as the exponent's sign says; a negative base gives not-a-number.
    package static func power(_ base: Double, _ exponent: Double) -> Double {
        if exponent == 0 || base == 1 { return 1 }
        guard base > 0, base.isFinite, exponent.magnitude < 0x1p64 else {
            return exponential(exponent * logarithm(base))
        }
        return exponential(finiteLogarithm(base).scaled(by: exponent))
    }
}
