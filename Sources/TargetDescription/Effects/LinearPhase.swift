extension Effect {
    /// A filter of linear phase: no delay at any frequency, an exact stop band, and a little ringing before and after
    /// edges.
    ///
    /// - Parameters:
    ///   - band: What passes; its edges (−6 dB) are in the middle of the transitions.
    ///   - transition: From what passes to what does not, 5 … 20,000 Hz.
    ///   - attenuation: Of what does not pass, 30 … 140 dB. Default 90.
    public static func linearPhase(
        _ band: PassBand, transition: Double, attenuation: Double = 90, line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .linearPhase, band.values + [.number(transition), .number(attenuation)], line: line))
    }
}

extension Rule {
    package static let linearPhase = Rule(
        "linear-phase", .effect, version: 2,
        PassBand.parameters + [
            Parameter("transition", .number(5...20_000, unit: "Hz"), still: .structure),
            Parameter("attenuation", .number(30...140, unit: "dB"), default: .number(90), still: .structure),
        ])
}
