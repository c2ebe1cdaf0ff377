extension Instrument {
    /// A plucked string, tuned to the exact frequency of its notes.
    ///
    /// A note of velocity 1 begins with a peak near −12 dBFS; a softer one is duller. Loudness goes with the square of the
    /// velocity.
    ///
    /// - Parameters:
    ///   - phrases: What it plays.
    ///   - decay: Seconds in which a note falls by 60 dB: 0.05 … 60. Default 4. It may move; a note has what it is as it begins.
    ///   - brightness: How slowly its treble dies away: 0 … 1. Default 0.5. It may move; a note has what it is as it begins.
    ///   - position: Where it is plucked, as a part of its length: 0 … 0.5. Default 0.13. It may move; a note has what it is as it begins.
    ///   - release: Seconds in which it is damped when the key is let go: 0.005 … 10. Default 0.1. It may move; a note has what it is as it begins.
    ///   - voices: Notes that sound at once: 1 … 128. Default 32.
    ///   - level: A factor on the whole: 0 … 4. May move. Default 1.
    public static func pluck(
        _ phrases: [Phrase], decay: some Automatable = 4, brightness: some Automatable = 0.5,
        position: some Automatable = 0.13,
        release: some Automatable = 0.1, voices: Int = 32, level: some Automatable = 1.0, line: Int = #line
    ) -> Instrument {
        Instrument(
            recipe: Recipe(
                .pluck,
                [
                    .recipes(phrases.map(\.recipe)), decay.automation.value, brightness.automation.value,
                    position.automation.value,
                    release.automation.value, .integer(voices), level.automation.value,
                ], line: line))
    }
}

extension Rule {
    package static let pluck = Rule(
        "pluck", .instrument, followsTempo: true,
        [
            .phrases,
            Parameter("decay", .automatable(0.05...60, unit: "seconds"), default: .number(4)),
            Parameter("brightness", .automatable(0...1, unit: "(a share)"), default: .number(0.5)),
            Parameter("position", .automatable(0...0.5, unit: "of the string"), default: .number(0.13)),
            Parameter("release", .automatable(0.005...10, unit: "seconds"), default: .number(0.1)),
            .voices, .noteLevel,
        ])
}
