extension Effect {
    /// A noise gate: shuts out what is quieter than the threshold.
    ///
    /// - Parameters:
    ///   - threshold: Where it opens, −80 … 0 dBFS. It may move.
    ///   - hysteresis: How far below that it shuts, so that it does not flutter: 0 … 40 dB. Default 4. It may move.
    ///   - range: How much it turns down while it is shut, 0 … 144 dB. Default 80. It may move.
    ///   - attack: How quickly it opens, 63 % of the way: 0 … 1,000 ms. Default 1. It may move.
    ///   - hold: How long it stays open, 0 … 5,000 ms. Default 50. It may move.
    ///   - release: How quickly it shuts: 1 … 5,000 ms. Default 100. It may move.
    ///   - sidechain: A target to listen to in place of the sound itself, as long as it. Default none.
    public static func noiseGate(
        threshold: some Automatable, hysteresis: some Automatable = 4, range: some Automatable = 80,
        attack: some Automatable = 1,
        hold: some Automatable = 50, release: some Automatable = 100, sidechain: String? = nil,
        line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .noiseGate,
                [
                    threshold.automation.value, hysteresis.automation.value, range.automation.value,
                    attack.automation.value,
                    hold.automation.value, release.automation.value, .optional(sidechain.map(Value.text)),
                ], line: line))
    }
}

extension Rule {
    package static let noiseGate = Rule(
        "noise-gate", .effect,
        [
            .threshold, Parameter("hysteresis", .automatable(0...40, unit: "dB"), default: .number(4)),
            .range(80), .attack(1),
            Parameter("hold", .automatable(0...5_000, unit: "ms"), default: .number(50)),
            .release(100), .sidechain,
        ])
}
