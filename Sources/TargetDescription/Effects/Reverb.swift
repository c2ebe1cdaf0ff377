extension Effect {
    /// An artificial room. What would be heard after the target's end is cut there.
    ///
    /// ```swift
    /// .reverb(decay: 2.4, highDecay: 0.3, mix: 1)
    /// ```
    ///
    /// - Parameters:
    ///   - decay: How long low frequencies take to −60 dB, 0.1 … 60 s. It may move.
    ///   - size: How far sound travels from wall to wall, 2 … 60 m. Default 12.
    ///   - predelay: Silence before the room answers, at most 1 s. Default none.
    ///   - highDecay: The share of the decay that high frequencies take, 0.05 … 1. Default 0.4. It may move.
    ///   - crossover: Where low and high meet, 100 … 20,000 Hz, below half the sample rate. Default 4,000. It may move.
    ///   - diffusion: How dense it is from the start, 0 … 1. Default 0.7.
    ///   - width: How far left and right differ, 0 … 1. Default 1. It may move.
    ///   - mix: The share of the room, 0 … 1: 1 on a bus that is sent to. Default 0.3. It may move.
    public static func reverb(
        decay: some Automatable, size: Double = 12, predelay: Time = .seconds(0),
        highDecay: some Automatable = 0.4,
        crossover: some Automatable = 4_000, diffusion: Double = 0.7, width: some Automatable = 1,
        mix: some Automatable = 0.3,
        line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .reverb,
                [
                    decay.automation.value, .number(size), predelay.value, highDecay.automation.value,
                    crossover.automation.value,
                    .number(diffusion), width.automation.value, mix.automation.value,
                ], line: line))
    }
}

extension Rule {
    package static let reverb = Rule(
        "reverb", .effect,
        [
            Parameter("decay", .automatable(0.1...60, unit: "seconds")),
            Parameter("size", .number(2...60, unit: "metres"), default: .number(12), still: .structure),
            .predelay,
            Parameter("highDecay", .automatable(0.05...1, unit: "(a share)"), default: .number(0.4)),
            Parameter("crossover", .automatable(100...20_000, unit: "Hz"), default: .number(4_000)),
            Parameter(
                "diffusion", .number(0...1, unit: "(a share)"), default: .number(0.7), still: .structure),
            Parameter("width", .automatable(0...1, unit: "(a share)"), default: .number(1)),
            .mix(0.3),
        ])
}
