extension Effect {
    /// A de-esser: turns down what is above a frequency while it is too loud, such as the s of a voice. What is below
    /// stays as it is, and all of it where nothing is too loud.
    ///
    /// - Parameters:
    ///   - threshold: Of what is above the frequency, −80 … 0 dBFS. It may move.
    ///   - frequency: 500 … 20,000 Hz, below half the sample rate. Default 6,000. It may move.
    ///   - ratio: 1 … 100. Default 4. It may move.
    ///   - range: The most it turns down, 0 … 144 dB. Default 12. It may move.
    ///   - attack: 0 … 1,000 ms. Default 1. It may move.
    ///   - release: 1 … 5,000 ms. Default 60. It may move.
    public static func deEsser(
        threshold: some Automatable, frequency: some Automatable = 6_000, ratio: some Automatable = 4,
        range: some Automatable = 12, attack: some Automatable = 1, release: some Automatable = 60,
        line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .deEsser,
                [
                    threshold.automation.value, frequency.automation.value, ratio.automation.value,
                    range.automation.value,
                    attack.automation.value, release.automation.value,
                ], line: line))
    }
}

extension Rule {
    package static let deEsser = Rule(
        "de-esser", .effect, version: 2,
        [
            .threshold,
            Parameter("frequency", .automatable(500...20_000, unit: "Hz"), default: .number(6_000)),
            .ratio(4), .range(12), .attack(1), .release(60),
        ])
}
