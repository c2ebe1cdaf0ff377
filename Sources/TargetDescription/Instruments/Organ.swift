extension Instrument {
    /// An organ of nine drawbars.
    ///
    /// Its partials lie at 16', 5⅓', 8', 4', 2⅔', 2', 1⅗', 1⅓' and 1', tempered as those of a tone-wheel organ. A note of
    /// velocity 1 peaks at −12 dBFS at most; loudness goes with the square of the velocity.
    ///
    /// - Parameters:
    ///   - phrases: What it plays.
    ///   - drawbars: How far each is drawn, 0 … 8, from the 16' on; those left out are in. A step is 3 dB. Default
    ///     `[8, 8, 8]`.
    ///   - click: The level of the click of the keys: 0 … 1. Default 0. It may move; a note has what it is as it begins.
    ///   - lfo: What moves it. Default nothing.
    ///   - voices: Notes that sound at once: 1 … 128. Default 32.
    ///   - level: A factor on the whole: 0 … 4. May move. Default 1.
    public static func organ(
        _ phrases: [Phrase], drawbars: [Int] = [8, 8, 8], click: some Automatable = 0, lfo: LFO? = nil,
        voices: Int = 32, level: some Automatable = 1.0, line: Int = #line
    ) -> Instrument {
        organ(
            phrases, drawbars: drawbars.map(\.automation), click: click, lfo: lfo, voices: voices,
            level: level, line: line)
    }

    /// An organ whose drawbars move: `[8, 8, .curve([…])]`.
    ///
    /// - Parameters:
    ///   - phrases: What it plays.
    ///   - drawbars: As for those that stand still; each a number or a curve.
    ///   - click: As for drawbars that stand still.
    ///   - lfo: As for drawbars that stand still.
    ///   - voices: As for drawbars that stand still.
    ///   - level: As for drawbars that stand still.
    @_disfavoredOverload
    public static func organ(
        _ phrases: [Phrase], drawbars: [Automation], click: some Automatable = 0, lfo: LFO? = nil,
        voices: Int = 32, level: some Automatable = 1.0, line: Int = #line
    ) -> Instrument {
        Instrument(
            recipe: Recipe(
                .organ,
                [
                    .recipes(phrases.map(\.recipe)), .list(drawbars.map(\.value)),
                    click.automation.value,
                    .optional((lfo?.recipe).map(Value.recipe)), .integer(voices), level.automation.value,
                ], line: line))
    }
}

extension Rule {
    package static let organ = Rule(
        "organ", .instrument, followsTempo: true,
        [
            .phrases,
            Parameter(
                "drawbars", .list(.automatable(0...8, unit: ""), count: 1...9),
                default: .list([.number(8), .number(8), .number(8)])),
            Parameter("click", .automatable(0...1, unit: "(a factor)"), default: .number(0)),
            .lfo, .voices, .noteLevel,
        ])
}
