extension Effect {
    /// An artificial room. What would be heard after the target's end is cut there.
    ///
    /// ```swift
    /// .reverb(decay: 2.4, highDecay: 0.3, mix: 1)
    /// ```
    ///
    /// - Parameters:
    ///   - decay: How long low frequencies take to −60 dB, 0.1 … 60 s. It may move.
    ///   - size: How far sound travels from wall to wall, 2 … 60 m. Default 12. It may move: the room's echoes are then heard
    ///     higher or lower, as from a tape.
    ///   - predelay: Silence before the room answers, at most 1 s. Default none.
    ///   - highDecay: The share of the decay that high frequencies take, 0.05 … 1. Default 0.4. It may move.
    ///   - crossover: Where low and high meet, 100 … 20,000 Hz, below half the sample rate. Default 4,000. It may move.
    ///   - diffusion: How dense it is from the start, 0 … 1. Default 0.7. It may move.
    ///   - width: How far left and right differ, 0 … 1. Default 1. It may move.
    ///   - mix: The share of the room, 0 … 1: 1 on a bus that is sent to. Default 0.3. It may move.
    public static func reverb(
        decay: some Automatable, size: some Automatable = 12, predelay: Time = .seconds(0),
        highDecay: some Automatable = 0.4, crossover: some Automatable = 4_000,
        diffusion: some Automatable = 0.7, width: some Automatable = 1, mix: some Automatable = 0.3,
        line: Int = #line
    ) -> Effect {
        reverb(
            [decay.automation, size.automation], predelay.value,
            [
                highDecay.automation, crossover.automation, diffusion.automation, width.automation,
                mix.automation,
            ],
            line)
    }

    /// An artificial room that answers sooner or later as time goes on.
    ///
    /// - Parameters:
    ///   - decay: As for a predelay that stands still.
    ///   - size: As for a predelay that stands still.
    ///   - predelay: A curve of seconds, 0 … 1; four frames at the least.
    ///   - highDecay: As for a predelay that stands still.
    ///   - crossover: As for a predelay that stands still.
    ///   - diffusion: As for a predelay that stands still.
    ///   - width: As for a predelay that stands still.
    ///   - mix: As for a predelay that stands still.
    public static func reverb(
        decay: some Automatable, size: some Automatable = 12, predelay: Automation,
        highDecay: some Automatable = 0.4, crossover: some Automatable = 4_000,
        diffusion: some Automatable = 0.7, width: some Automatable = 1, mix: some Automatable = 0.3,
        line: Int = #line
    ) -> Effect {
        reverb(
            [decay.automation, size.automation], predelay.value,
            [
                highDecay.automation, crossover.automation, diffusion.automation, width.automation,
                mix.automation,
            ],
            line)
    }

    private static func reverb(
        _ first: [Automation], _ predelay: Value, _ others: [Automation], _ line: Int
    ) -> Effect {
        Effect(recipe: Recipe(.reverb, first.map(\.value) + [predelay] + others.map(\.value), line: line))
    }
}

extension Rule {
    package static let reverb = Rule(
        "reverb", .effect,
        [
            Parameter("decay", .automatable(0.1...60, unit: "seconds")),
            Parameter("size", .automatable(2...60, unit: "metres"), default: .number(12)),
            .predelay,
            Parameter("highDecay", .automatable(0.05...1, unit: "(a share)"), default: .number(0.4)),
            Parameter("crossover", .automatable(100...20_000, unit: "Hz"), default: .number(4_000)),
            Parameter("diffusion", .automatable(0...1, unit: "(a share)"), default: .number(0.7)),
            Parameter("width", .automatable(0...1, unit: "(a share)"), default: .number(1)),
            .mix(0.3),
        ])
}
