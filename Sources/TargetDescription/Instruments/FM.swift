/// Which operator of an FM synthesizer moves which. Those that move no other are heard.
public enum FMAlgorithm: String, CaseIterable, Sendable {
    /// 4 → 3 → 2 → 1.
    case stack
    /// 4 and 3 → 2 → 1.
    case pairOverStack
    /// 4 → 1, and 3 → 2 → 1.
    case branchAndStack
    /// 4 → 3 → 1, and 2 → 1.
    case stackAndBranch
    /// 4 → 3 and 2 → 1.
    case pairs
    /// 4 → 1, 2 and 3.
    case fan
    /// 4 → 3, beside 2 and 1.
    case pairAndTwo
    /// None: all four are heard.
    case additive
}

/// A sine of an FM synthesizer.
public struct Operator: Sendable {
    package let recipe: Recipe

    /// A sine that is heard, or that moves another's phase.
    ///
    /// - Parameters:
    ///   - ratio: Its frequency beside the note's: 0.01 … 64. Default 1. It may move.
    ///   - level: Of one that is heard, its share of the sound; of one that moves another, the index in radians: 0 … 32.
    ///     Default 1. It may move.
    ///   - envelope: Of the level. Default `.adsr()`.
    public static func `operator`(
        ratio: some Automatable = 1, level: some Automatable = 1, envelope: Envelope = .adsr(line: 0),
        line: Int = #line
    ) -> Operator {
        Operator(
            recipe: Recipe(
                .operator, [ratio.automation.value, level.automation.value, .recipe(envelope.recipe)],
                line: line))
    }
}

extension Instrument {
    /// A synthesizer of four sine operators that move each other's phase (FM).
    ///
    /// ```swift
    /// .fm([.phrase("Am7:4 Dm7:4")], algorithm: .pairs, operators: [
    ///     .operator(), .operator(ratio: 14, level: 0.6, envelope: .adsr(decay: 0.4, sustain: 0)), .operator(),
    ///     .operator(level: 0.8),
    /// ])
    /// ```
    ///
    /// A note of velocity 1 peaks near −12 dBFS. Indices are in proportion to the velocity, loudness to its square.
    ///
    /// - Parameters:
    ///   - phrases: What it plays.
    ///   - algorithm: Which operator moves which. Default two pairs.
    ///   - operators: One to four, from the first; those left out are silent.
    ///   - feedback: Radians by which the fourth operator moves itself: 0 … 3. Default 0. It may move.
    ///   - brightness: A factor on all indices: 0 … 4. May move. Default 1.
    ///   - lfo: What moves it. Default nothing.
    ///   - voices: Notes that sound at once: 1 … 128. Default 32.
    ///   - level: A factor on the whole: 0 … 4. May move. Default 1. It may move.
    public static func fm(
        _ phrases: [Phrase], algorithm: FMAlgorithm = .pairs, operators: [Operator],
        feedback: some Automatable = 0,
        brightness: some Automatable = 1.0, lfo: LFO? = nil, voices: Int = 32, level: some Automatable = 1.0,
        line: Int = #line
    ) -> Instrument {
        Instrument(
            recipe: Recipe(
                .fm,
                [
                    .recipes(phrases.map(\.recipe)), .choice(algorithm), .recipes(operators.map(\.recipe)),
                    feedback.automation.value, brightness.automation.value,
                    .optional((lfo?.recipe).map(Value.recipe)),
                    .integer(voices), level.automation.value,
                ], line: line))
    }
}

extension Rule {
    package static let fm = Rule(
        "fm", .instrument, followsTempo: true,
        [
            .phrases,
            Parameter("algorithm", .choice(FMAlgorithm.self), default: .choice(FMAlgorithm.pairs)),
            Parameter("operators", .recipes(.operator, count: 1...4)),
            Parameter("feedback", .automatable(0...3, unit: "radians"), default: .number(0)),
            Parameter("brightness", .automatable(0...4, unit: "(a factor)"), default: .number(1)),
            .lfo, .voices, .noteLevel,
        ])

    package static let `operator` = Rule(
        "operator", .operator,
        [
            Parameter("ratio", .automatable(0.01...64, unit: "(a factor)"), default: .number(1)),
            Parameter("level", .automatable(0...32, unit: "(share or radians)"), default: .number(1)),
            .envelope,
        ])
}
