extension Effect {
    /// A look-ahead limiter: turns down, smoothly and in time, what would exceed the ceiling; no sample does.
    /// What stays below the ceiling is untouched, to the bit. It reports how many samples were turned down.
    ///
    /// - Parameters:
    ///   - ceiling: The highest sample level: −60 … 0 dBFS. Default −1. It may move.
    ///   - lookahead: How early it begins to turn down: 0.1 … 100 ms. Default 5.
    ///   - release: How slowly it lets go: 1 … 5,000 ms. Default 100. It may move.
    public static func limiter(
        ceiling: some Automatable = -1, lookahead: Double = 5, release: some Automatable = 100,
        line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .limiter, [ceiling.automation.value, .number(lookahead), release.automation.value], line: line
            ))
    }
}

extension Rule {
    package static let limiter = Rule(
        "limiter", .effect, version: 2,
        [
            Parameter("ceiling", .automatable(-60...0, unit: "dBFS"), default: .number(-1)),
            Parameter("lookahead", .number(0.1...100, unit: "ms"), default: .number(5), still: .lookahead),
            Parameter("release", .automatable(1...5_000, unit: "ms"), default: .number(100)),
        ])
}
