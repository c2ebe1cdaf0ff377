extension Gate {
    /// How far quiet and loud passages lie apart: the loudness range (EBU Tech 3342). It needs a minute of sound
    /// to mean something.
    ///
    /// - Parameters:
    ///   - atLeast: 0 … 100 LU. Default any.
    ///   - atMost: 0 … 100 LU. Games are asked for at most 20, mobile listening for much less. Default any.
    public static func loudnessRange(atLeast: Double? = nil, atMost: Double? = nil, line: Int = #line) -> Gate
    {
        Gate(
            recipe: Recipe(
                .loudnessRangeGate,
                [.optional(atLeast.map(Value.number)), .optional(atMost.map(Value.number))],
                line: line))
    }
}

extension Rule {
    package static let loudnessRangeGate = Rule(
        "loudness-range", .gate,
        [
            .optional("atLeast", .number(0...100, unit: "LU")),
            .optional("atMost", .number(0...100, unit: "LU")),
        ])
}
