extension Effect {
    /// Passes what is about a frequency, which keeps its level, and less of all else: 6 dB per octave on either side.
    ///
    /// - Parameters:
    ///   - frequency: The centre: 1 … 190,000 Hz, below half the sample rate. It may move.
    ///   - q: The centre divided by the width between the −3 dB points, 0.1 … 100. Default 1. It may move.
    public static func resonantBandpass(
        frequency: some Automatable, q: some Automatable = 1, line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .resonantBandpass, [frequency.automation.value, q.automation.value], line: line))
    }
}

extension Rule {
    package static let resonantBandpass = Rule(
        "resonant-bandpass", .effect, version: 2,
        [
            Parameter("frequency", .automatable(1...190_000, unit: "Hz")),
            Parameter("q", .automatable(0.1...100, unit: ""), default: .number(1)),
        ])
}
