extension Effect {
    /// Adds voices that are a little late, by a time that moves, so that one sounds like several.
    ///
    /// - Parameters:
    ///   - voices: 1 … 8. Default 3.
    ///   - rate: In hertz, a curve of such, or `.every` a time. Default 0.8 Hz.
    ///   - depth: By how much they are later and earlier than on average: 0 … 20 ms. Default 3. It may move.
    ///   - delay: By how much they are late on average: 1 … 50 ms, and more than the depth. Default 20. It may move.
    ///   - spread: How far the voices of left and right differ, 0 … 1. Default 1. It may move.
    ///   - mix: 0 … 1: the sound alone, the voices alone. Default 0.5. It may move.
    public static func chorus(
        voices: Int = 3, rate: Rate? = nil, depth: some Automatable = 3, delay: some Automatable = 20,
        spread: some Automatable = 1,
        mix: some Automatable = 0.5, line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .chorus,
                [.integer(voices)] + Rate.values(rate) + [
                    depth.automation.value, delay.automation.value, spread.automation.value,
                    mix.automation.value,
                ], line: line))
    }
}

extension Rule {
    package static let chorus = Rule(
        "chorus", .effect,
        [Parameter("voices", .integer(1...8, unit: "voices"), default: .integer(3), still: .structure)]
            + Rate.parameters + [
                Parameter("depth", .automatable(0...20, unit: "ms"), default: .number(3)),
                Parameter("delay", .automatable(1...50, unit: "ms"), default: .number(20)),
                .spread(1), .mix(0.5),
            ])
}
