extension Effect {
    /// Raises or lowers what is about a frequency: the parametric band of an equaliser.
    ///
    /// - Parameters:
    ///   - frequency: The centre: 1 … 190,000 Hz, below half the sample rate. It may move.
    ///   - gain: −36 … 36 dB. It may move.
    ///   - q: The centre divided by the width, 0.1 … 100: large is narrow. Default 1. It may move.
    public static func bell(
        frequency: some Automatable, gain: some Automatable, q: some Automatable = 1, line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .bell, [frequency.automation.value, gain.automation.value, q.automation.value], line: line))
    }
}

extension Rule {
    package static let bell = Rule(
        "bell", .effect, version: 2,
        [
            Parameter("frequency", .automatable(1...190_000, unit: "Hz")),
            Parameter("gain", .automatable(-36...36, unit: "dB")),
            Parameter("q", .automatable(0.1...100, unit: ""), default: .number(1)),
        ])
}
