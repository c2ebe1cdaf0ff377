extension Effect {
    /// Makes attacks harder or softer, and what rings on longer or shorter, however loud it is.
    ///
    /// - Parameters:
    ///   - attack: −1 … 1: softer to harder. Default 0. It may move.
    ///   - sustain: −1 … 1: shorter to longer. Default 0. It may move.
    public static func transientShaper(
        attack: some Automatable = 0, sustain: some Automatable = 0, line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .transientShaper, [attack.automation.value, sustain.automation.value], line: line))
    }
}

extension Rule {
    package static let transientShaper = Rule(
        "transient-shaper", .effect, version: 2,
        [
            Parameter("attack", .automatable(-1...1, unit: ""), default: .number(0)),
            Parameter("sustain", .automatable(-1...1, unit: ""), default: .number(0)),
        ])
}
