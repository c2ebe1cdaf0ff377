extension Gate {
    /// How far the peak stands out above the level: the crest factor, sample peak minus RMS. A sine has 3.01 dB;
    /// what is limited hard has little more than 6.
    ///
    /// - Parameters:
    ///   - atLeast: 0 … 200 dB. A pre-master that is to be mastered has 10 or more. Default any.
    ///   - atMost: 0 … 200 dB. Default any.
    public static func crest(atLeast: Double? = nil, atMost: Double? = nil, line: Int = #line) -> Gate {
        Gate(
            recipe: Recipe(
                .crestGate, [.optional(atLeast.map(Value.number)), .optional(atMost.map(Value.number))],
                line: line))
    }
}

extension Rule {
    package static let crestGate = Rule(
        "crest", .gate,
        [
            .optional("atLeast", .number(0...200, unit: "dB")),
            .optional("atMost", .number(0...200, unit: "dB")),
        ])
}
