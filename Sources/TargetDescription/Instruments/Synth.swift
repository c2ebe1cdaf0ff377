extension Instrument {
    /// A subtractive synthesizer.
    ///
    /// ```swift
    /// .synth(
    ///     [.phrase("A2 A2 C3 G2", step: 0.5)], oscillator: .oscillator(.saw, unison: 3, sub: 0.4),
    ///     filter: .filter(cutoff: 400, resonance: 2, amount: 3), envelope: .adsr(sustain: 0.5))
    /// ```
    ///
    /// A note of velocity 1 peaks near −12 dBFS without a filter; loudness goes with the square of the velocity.
    ///
    /// - Parameters:
    ///   - phrases: What it plays.
    ///   - oscillator: What a note is made of. Default one saw.
    ///   - filter: What becomes of it. Default no filter.
    ///   - envelope: How loud it is. Default `.adsr()`.
    ///   - lfo: What moves it. Default nothing.
    ///   - glide: Seconds from the pitch of the note before to its own: 0 … 10. Default 0. It may move; a note has what it is as it begins.
    ///   - voices: Notes that sound at once; one more stops the oldest: 1 … 128. 1 is monophonic. Default 32.
    ///   - level: A factor on the whole: 0 … 4. May move. Default 1.
    public static func synth(
        _ phrases: [Phrase], oscillator: Oscillator = .oscillator(line: 0), filter: NoteFilter? = nil,
        envelope: Envelope = .adsr(line: 0), lfo: LFO? = nil, glide: some Automatable = 0, voices: Int = 32,
        level: some Automatable = 1.0, line: Int = #line
    ) -> Instrument {
        Instrument(
            recipe: Recipe(
                .synth,
                [
                    .recipes(phrases.map(\.recipe)), .recipe(oscillator.recipe),
                    .optional((filter?.recipe).map(Value.recipe)), .recipe(envelope.recipe),
                    .optional((lfo?.recipe).map(Value.recipe)), glide.automation.value, .integer(voices),
                    level.automation.value,
                ], line: line))
    }
}

extension Rule {
    package static let synth = Rule(
        "synth", .instrument, followsTempo: true,
        [
            .phrases,
            Parameter(
                "oscillator", .recipe(.oscillator), default: .recipe(Oscillator.oscillator(line: 0).recipe)),
            .optional("filter", .recipe(.filter)),
            .envelope, .lfo,
            Parameter("glide", .automatable(0...10, unit: "seconds"), default: .number(0)),
            .voices, .noteLevel,
        ])
}

// What instruments that play notes have in common.
extension Parameter {
    static let envelope = Parameter(
        "envelope", .recipe(.envelope), default: .recipe(Envelope.adsr(line: 0).recipe))
    static let lfo = Parameter.optional("lfo", .recipe(.lfo))
    static let voices = Parameter(
        "voices", .integer(1...128, unit: "notes"), default: .integer(32), still: .structure)
    static let noteLevel = Parameter("level", .automatable(0...4, unit: "(a factor)"), default: .number(1))
}
