extension Effect {
    /// A Chebyshev filter of type I: steeper than a Butterworth of the same order, with ripples in what it passes.
    ///
    /// - Parameters:
    ///   - band: What passes. At its edges the level is that of the bottom of a ripple.
    ///   - order: 1 … 16. Default 4.
    ///   - ripple: The depth of the ripples, 0.01 … 12 dB. Default 0.5. It may move.
    ///   - phase: Causal or zero, which makes the ripples and the attenuation twice as deep. Default causal.
    public static func chebyshev(
        _ band: PassBand, order: Int = 4, ripple: some Automatable = 0.5, phase: Phase = .causal,
        line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .chebyshev, band.values + [.integer(order), ripple.automation.value, .choice(phase)],
                line: line))
    }
}

extension Rule {
    package static let chebyshev = Rule(
        "chebyshev", .effect, version: 2,
        PassBand.parameters + [
            order(4), Parameter("ripple", .automatable(0.01...12, unit: "dB"), default: .number(0.5)), phase,
        ])
}
