extension Effect {
    /// A look-ahead limiter of the wave itself: what a converter makes of the samples stays below the ceiling, not only
    /// the samples. Where it does anyway, nothing is touched, to the bit. The last effect of a master.
    ///
    /// - Parameters:
    ///   - ceiling: The highest level of the wave: −60 … 0 dBTP. Default −1. It may move.
    ///   - lookahead: How early it begins to turn down: 1 … 100 ms. Default 5.
    ///   - release: How slowly it lets go: 1 … 5,000 ms. Default 100. It may move.
    public static func truePeakLimiter(
        ceiling: some Automatable = -1, lookahead: Double = 5, release: some Automatable = 100,
        line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .truePeakLimiter, [ceiling.automation.value, .number(lookahead), release.automation.value],
                line: line))
    }
}

extension Rule {
    package static let truePeakLimiter = Rule(
        "true-peak-limiter", .effect, version: 2,
        [
            Parameter("ceiling", .automatable(-60...0, unit: "dBTP"), default: .number(-1)),
            Parameter("lookahead", .number(1...100, unit: "ms"), default: .number(5), still: .lookahead),
            .release(100),
        ])
}
