extension Effect {
    /// A Bessel filter: delays all that it passes nearly alike, so that transients keep their shape. Gentle about the
    /// cut-off (−3 dB; −6 dB with zero phase).
    ///
    /// - Parameters:
    ///   - band: What passes.
    ///   - order: 1 … 16. Default 4.
    ///   - phase: Causal or zero. Default causal.
    public static func bessel(
        _ band: PassBand, order: Int = 4, phase: Phase = .causal, line: Int = #line
    ) -> Effect {
        Effect(recipe: Recipe(.bessel, band.values + [.integer(order), .choice(phase)], line: line))
    }
}

extension Rule {
    package static let bessel = Rule("bessel", .effect, version: 2, PassBand.parameters + [order(4), phase])
}
