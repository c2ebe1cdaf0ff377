extension Effect {
    /// Takes the sides away below a frequency, with linear phase, so that the lows are mono. The middle stays as it is, and
    /// so does a mono sound.
    ///
    /// - Parameter frequency: 20 … 500 Hz, where half of the sides is left. Default 120. It may move.
    public static func monoBelow(_ frequency: some Automatable = 120, line: Int = #line) -> Effect {
        Effect(recipe: Recipe(.monoBelow, [frequency.automation.value], line: line))
    }
}

extension Rule {
    package static let monoBelow = Rule(
        "mono-below", .effect,
        [Parameter("frequency", .automatable(20...500, unit: "Hz"), default: .number(120))])
}
