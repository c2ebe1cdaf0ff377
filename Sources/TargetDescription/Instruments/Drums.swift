extension Instrument {
    /// A drum kit that plays step patterns.
    ///
    /// ```swift
    /// .drums([
    ///     .pattern(kick: "x.......x.......", snare: "....x.......x...", closedHat: "x.x.x.x.x.x.x.x."),
    ///     .pattern(clap: "....X.......X...", in: ["chorus"]),
    /// ])
    /// ```
    ///
    /// - Parameters:
    ///   - patterns: What is played, and where; patterns in the same section sound together. Default a
    ///     backbeat: kick on 1 and 3, snare on 2 and 4, hi-hat in eighths.
    ///   - kit: Voices that play a file in place of the synthesised sound.
    ///   - level: A factor on the whole kit: 0 … 4. Default 1. It may move.
    public static func drums(
        _ patterns: [Pattern] = [.backbeat()], kit: [Voice] = [], level: some Automatable = 1,
        line: Int = #line
    ) -> Instrument {
        Instrument(
            recipe: Recipe(
                .drums,
                [.recipes(patterns.map(\.recipe)), .recipes(kit.map(\.recipe)), level.automation.value],
                line: line))
    }
}

extension Rule {
    package static let drums = Rule(
        "drums", .instrument, followsTempo: true,
        [
            Parameter(
                "patterns", .recipes(.pattern, count: 1...10_000),
                default: .recipes([Pattern.backbeat(line: 0).recipe])),
            Parameter("kit", .recipes(.voice, count: 0...16), default: .list([])),
            Parameter("level", .automatable(0...4, unit: "(a factor)"), default: .number(1)),
        ])
}
