extension Effect {
    /// Tilts the balance about a frequency, gently: lowers what is below it and raises what is above it, or the other way.
    ///
    /// - Parameters:
    ///   - frequency: The pivot, which keeps its level: 1 … 190,000 Hz, below half the sample rate. It may move.
    ///   - gain: How much the highs are raised and the lows lowered, −36 … 36 dB; negative is darker. It may move.
    public static func tilt(
        frequency: some Automatable, gain: some Automatable, line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .tilt, [frequency.automation.value, gain.automation.value], line: line))
    }
}

extension Rule {
    package static let tilt = Rule(
        "tilt", .effect, version: 2,
        [
            Parameter("frequency", .automatable(1...190_000, unit: "Hz")),
            Parameter("gain", .automatable(-36...36, unit: "dB")),
        ])
}
