extension Effect {
    /// A high-pass that rings at its cut-off, 12 dB per octave.
    ///
    /// - Parameters:
    ///   - frequency: The cut-off: 1 … 190,000 Hz, below half the sample rate. It may move.
    ///   - q: The resonance: the level at the cut-off as a factor, 0.1 … 100. Default 0.7071, no resonance.
    ///     It may move.
    public static func resonantHighpass(
        frequency: some Automatable, q: some Automatable = 0.7071, line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .resonantHighpass, [frequency.automation.value, q.automation.value], line: line))
    }
}

extension Rule {
    package static let resonantHighpass = Rule(
        "resonant-highpass", .effect, version: 2,
        [
            Parameter("frequency", .automatable(1...190_000, unit: "Hz")),
            Parameter("q", .automatable(0.1...100, unit: ""), default: .number(0.7071)),
        ])
}
