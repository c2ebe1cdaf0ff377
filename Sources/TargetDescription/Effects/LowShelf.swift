extension Effect {
    /// Raises or lowers what is below a frequency.
    ///
    /// - Parameters:
    ///   - frequency: The middle of the slope, where half of the gain in dB is reached: 1 … 190,000 Hz, below half the sample rate. It may move.
    ///   - gain: −36 … 36 dB. It may move.
    ///   - q: The steepness, 0.1 … 100; above 0.7071 it overshoots. Default 0.7071. It may move.
    public static func lowShelf(
        frequency: some Automatable, gain: some Automatable, q: some Automatable = 0.7071, line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .lowShelf, [frequency.automation.value, gain.automation.value, q.automation.value], line: line
            ))
    }
}

extension Rule {
    package static let lowShelf = Rule(
        "low-shelf", .effect, version: 2,
        [
            Parameter("frequency", .automatable(1...190_000, unit: "Hz")),
            Parameter("gain", .automatable(-36...36, unit: "dB")),
            Parameter("q", .automatable(0.1...100, unit: ""), default: .number(0.7071)),
        ])
}
