extension Effect {
    /// Adds the sound to itself, a moment late that moves, and feeds that back: a comb that sweeps.
    ///
    /// - Parameters:
    ///   - rate: In hertz, a curve of such, or `.every` a time. Default 0.25 Hz.
    ///   - delay: By how much it is late at least: 0.25 … 20 ms. Default 1. It may move.
    ///   - depth: By how much more it gets: 0 … 20 ms. Default 2. It may move.
    ///   - feedback: −0.95 … 0.95. Default 0.5. It may move.
    ///   - spread: By how much the right is ahead of the left: 0 … 1, 1 is half a turn. Default 0. It may move.
    ///   - mix: 0 … 1: the sound alone, what is late alone. Default 0.5. It may move.
    public static func flanger(
        rate: Rate? = nil, delay: some Automatable = 1, depth: some Automatable = 2,
        feedback: some Automatable = 0.5,
        spread: some Automatable = 0, mix: some Automatable = 0.5, line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .flanger,
                Rate.values(rate) + [
                    delay.automation.value, depth.automation.value, feedback.automation.value,
                    spread.automation.value,
                    mix.automation.value,
                ], line: line))
    }
}

extension Rule {
    package static let flanger = Rule(
        "flanger", .effect,
        Rate.parameters + [
            Parameter("delay", .automatable(0.25...20, unit: "ms"), default: .number(1)),
            Parameter("depth", .automatable(0...20, unit: "ms"), default: .number(2)),
            Parameter("feedback", .automatable(-0.95...0.95, unit: "(a share)"), default: .number(0.5)),
            .spread(0), .mix(0.5),
        ])
}
