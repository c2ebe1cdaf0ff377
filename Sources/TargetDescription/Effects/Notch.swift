extension Effect {
    /// Takes out a frequency, such as the hum of the mains, and little else.
    ///
    /// - Parameters:
    ///   - frequency: The centre: 1 … 190,000 Hz, below half the sample rate. It may move.
    ///   - q: The centre divided by the width between the −3 dB points, 0.1 … 100. Default 10. It may move.
    public static func notch(
        frequency: some Automatable, q: some Automatable = 10, line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .notch, [frequency.automation.value, q.automation.value], line: line))
    }
}

extension Rule {
    package static let notch = Rule(
        "notch", .effect, version: 2,
        [
            Parameter("frequency", .automatable(1...190_000, unit: "Hz")),
            Parameter("q", .automatable(0.1...100, unit: ""), default: .number(10)),
        ])
}
