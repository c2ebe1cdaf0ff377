extension Effect {
    /// A Chebyshev filter of type II: even in what it passes, and steep, as what it stops comes back up to a given
    /// level.
    ///
    /// - Parameters:
    ///   - band: What passes. Its edges are where the stop band begins: there the level is −`attenuation` dB.
    ///   - order: 1 … 16. Default 6.
    ///   - attenuation: Of the stop band, 10 … 160 dB. Default 60. It may move.
    ///   - phase: Causal or zero, which makes the attenuation twice as deep. Default causal.
    public static func inverseChebyshev(
        _ band: PassBand, order: Int = 6, attenuation: some Automatable = 60, phase: Phase = .causal,
        line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .inverseChebyshev,
                band.values + [.integer(order), attenuation.automation.value, .choice(phase)],
                line: line))
    }
}

extension Rule {
    package static let inverseChebyshev = Rule(
        "inverse-chebyshev", .effect, version: 2,
        PassBand.parameters + [
            order(6), Parameter("attenuation", .automatable(10...160, unit: "dB"), default: .number(60)),
            phase,
        ])
}
