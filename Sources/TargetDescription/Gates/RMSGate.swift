extension Gate {
    /// The level of the whole: the root of the mean square over all samples of all channels. A sine at full scale
    /// has −3.01 dBFS.
    ///
    /// - Parameters:
    ///   - atLeast: −144 … +36 dBFS. Audiobooks are asked for −23 to −18. Default any.
    ///   - atMost: −144 … +36 dBFS. Default any.
    public static func rms(atLeast: Double? = nil, atMost: Double? = nil, line: Int = #line) -> Gate {
        Gate(
            recipe: Recipe(
                .rmsGate, [.optional(atLeast.map(Value.number)), .optional(atMost.map(Value.number))],
                line: line))
    }
}

extension Rule {
    package static let rmsGate = Rule(
        "rms", .gate,
        [
            .optional("atLeast", .number(-144...36, unit: "dBFS")),
            .optional("atMost", .number(-144...36, unit: "dBFS")),
        ])
}
