extension Gate {
    /// The level within one octave band (IEC 61260-1) is within these bounds.
    ///
    /// - Parameters:
    ///   - frequency: The band by its nominal mid-frequency, Hz: 31.5, 63, 125, 250, 500, 1000, 2000, 4000,
    ///     8000 or 16000.
    ///   - atLeast: −200 … +36 dBFS. Default any.
    ///   - atMost: −200 … +36 dBFS. Default any.
    public static func band(
        _ frequency: Double, atLeast: Double? = nil, atMost: Double? = nil, line: Int = #line
    ) -> Gate {
        Gate(
            recipe: Recipe(
                .bandGate,
                [
                    .number(frequency), .optional(atLeast.map(Value.number)),
                    .optional(atMost.map(Value.number)),
                ], line: line))
    }
}

extension Rule {
    package static let bandGate = Rule(
        "band", .gate,
        [
            Parameter("frequency", .number(31.5...16_000, unit: "Hz")),
            .optional("atLeast", .number(-200...36, unit: "dBFS")),
            .optional("atMost", .number(-200...36, unit: "dBFS")),
        ])
}
