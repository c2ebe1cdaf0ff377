/// How loud a note is from its beginning to its end, or how far a filter opens.
public struct Envelope: Sendable {
    package let recipe: Recipe

    /// Attack, decay, sustain, release: up to full in the attack, down to the sustain in the decay, and to nothing in the
    /// release once the key is let go. None of its corners clicks.
    ///
    /// - Parameters:
    ///   - attack: Seconds: 0.001 … 30. Default 0.005. It may move; a note has what it is as it begins.
    ///   - decay: Seconds: 0.001 … 30; most of the way is done after half of it. Default 0.2. It may move; a note has what it is as it begins.
    ///   - sustain: Beside the full level: 0 … 1. Default 0.7. It may move; a note has what it is as it begins.
    ///   - release: Seconds: 0.005 … 30. Default 0.2. It may move; a note has what it is as it begins.
    public static func adsr(
        attack: some Automatable = 0.005, decay: some Automatable = 0.2, sustain: some Automatable = 0.7,
        release: some Automatable = 0.2,
        line: Int = #line
    ) -> Envelope {
        Envelope(
            recipe: Recipe(
                .adsr,
                [
                    attack.automation.value, decay.automation.value, sustain.automation.value,
                    release.automation.value,
                ], line: line))
    }
}

extension Rule {
    package static let adsr = Rule(
        "adsr", .envelope,
        [
            Parameter("attack", .automatable(0.001...30, unit: "seconds"), default: .number(0.005)),
            Parameter("decay", .automatable(0.001...30, unit: "seconds"), default: .number(0.2)),
            Parameter("sustain", .automatable(0...1, unit: "of the full level"), default: .number(0.7)),
            Parameter("release", .automatable(0.005...30, unit: "seconds"), default: .number(0.2)),
        ])
}
