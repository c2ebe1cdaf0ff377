/// The spectrum of a noise.
public enum NoiseColour: String, CaseIterable, Sendable {
    /// Equal power per hertz.
    case white
    /// Equal power per octave: −3 dB per octave.
    case pink
}

extension Instrument {
    /// Noise, the same on every run: its seed comes from the target's name and `seed`.
    ///
    /// - Parameters:
    ///   - colour: White or pink.
    ///   - level: The peak of white noise, linear: 0 … 1; pink noise has the RMS of white noise of that level. It may move.
    ///   - seed: Another number gives another noise: 0 … 2⁵³. Default 0.
    public static func noise(
        _ colour: NoiseColour, level: some Automatable, seed: Int = 0, line: Int = #line
    ) -> Instrument {
        Instrument(
            recipe: Recipe(.noise, [.choice(colour), level.automation.value, .integer(seed)], line: line))
    }
}

extension Rule {
    package static let noise = Rule(
        "noise", .instrument,
        [
            Parameter("colour", .choice(NoiseColour.self), default: .choice(NoiseColour.white)),
            Parameter("level", .automatable(0...1, unit: "of full scale")),
            Parameter(
                "seed", .integer(0...9_007_199_254_740_992, unit: ""), default: .integer(0), still: .choice),
        ])
}
