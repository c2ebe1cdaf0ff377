extension Effect {
    /// Adds the sound to itself through a row of all-pass filters whose frequency moves: notches that sweep, one for each two
    /// stages.
    ///
    /// - Parameters:
    ///   - stages: 2 … 12. Default 6.
    ///   - rate: In hertz, a curve of such, or `.every` a time. Default 0.5 Hz.
    ///   - centre: 20 … 20,000 Hz, the middle of the sweep. Default 800. It may move.
    ///   - depth: Octaves up and down: 0 … 4. Default 1.5. It may move.
    ///   - feedback: −0.95 … 0.95. Default 0.3. It may move.
    ///   - spread: By how much the right is ahead of the left: 0 … 1, 1 is half a turn. Default 0. It may move.
    ///   - mix: 0 … 1: the sound alone, what has been through the filters alone. Default 0.5. It may move.
    public static func phaser(
        stages: Int = 6, rate: Rate? = nil, centre: some Automatable = 800, depth: some Automatable = 1.5,
        feedback: some Automatable = 0.3, spread: some Automatable = 0, mix: some Automatable = 0.5,
        line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .phaser,
                [.integer(stages)] + Rate.values(rate) + [
                    centre.automation.value, depth.automation.value, feedback.automation.value,
                    spread.automation.value,
                    mix.automation.value,
                ], line: line))
    }
}

extension Rule {
    package static let phaser = Rule(
        "phaser", .effect,
        [Parameter("stages", .integer(2...12, unit: "stages"), default: .integer(6), still: .structure)]
            + Rate.parameters + [
                Parameter("centre", .automatable(20...20_000, unit: "Hz"), default: .number(800)),
                Parameter("depth", .automatable(0...4, unit: "octaves"), default: .number(1.5)),
                Parameter("feedback", .automatable(-0.95...0.95, unit: "(a share)"), default: .number(0.3)),
                .spread(0), .mix(0.5),
            ])
}
