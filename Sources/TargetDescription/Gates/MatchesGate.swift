extension Gate {
    /// It sounds as loud, and as bright and as dark, as another target: the production's reference.
    ///
    /// Both are brought to the same loudness before their octave bands are compared, so that a difference in
    /// level counts once.
    ///
    /// - Parameters:
    ///   - target: The name of the target that it is held against; a reference, as a rule.
    ///   - loudness: How far the integrated loudness may be from the target's: 0 … 60 LU. Default 1.
    ///   - bands: How far any octave band may be from the target's: 0 … 100 dB. Default 3.
    public static func matches(
        _ target: String, loudness: Double = 1, bands: Double = 3, line: Int = #line
    ) -> Gate {
        Gate(
            recipe: Recipe(
                .matchesGate, [.text(target), .number(loudness), .number(bands)], line: line))
    }
}

extension Rule {
    package static let matchesGate = Rule(
        "matches", .gate,
        [
            Parameter("target", .comparison),
            Parameter("loudness", .number(0...60, unit: "LU"), default: .number(1)),
            Parameter("bands", .number(0...100, unit: "dB"), default: .number(3)),
        ])
}
