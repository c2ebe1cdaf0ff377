extension Gate {
    /// No sample is above this level: the largest magnitude of any sample, in decibels below full scale.
    ///
    /// - Parameters:
    ///   - atMost: −144 … +36 dBFS. Stems are often asked for at −6, masters at −1.
    ///   - atLeast: A lower bound, for files that have to use their range. Default none.
    public static func peak(atMost: Double, atLeast: Double? = nil, line: Int = #line) -> Gate {
        Gate(
            recipe: Recipe(
                .peakGate, [.number(atMost), .optional(atLeast.map(Value.number))], line: line))
    }
}

extension Rule {
    package static let peakGate = Rule(
        "peak", .gate,
        [
            Parameter("atMost", .number(-144...36, unit: "dBFS")),
            .optional("atLeast", .number(-144...36, unit: "dBFS")),
        ])
}
