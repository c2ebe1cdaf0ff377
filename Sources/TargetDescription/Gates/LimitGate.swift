extension Gate {
    /// Any measurement, by the name that `bounce measure` prints, is within these bounds.
    ///
    /// - Parameters:
    ///   - measurement: `crest`, `band.125`, `silence.longest@-50`: the names are in the reference.
    ///   - atLeast: In the unit of the measurement. Default any.
    ///   - atMost: In the unit of the measurement. Default any.
    public static func limit(
        _ measurement: String, atLeast: Double? = nil, atMost: Double? = nil, line: Int = #line
    ) -> Gate {
        Gate(
            recipe: Recipe(
                .limitGate,
                [
                    .text(measurement), .optional(atLeast.map(Value.number)),
                    .optional(atMost.map(Value.number)),
                ], line: line))
    }
}

extension Rule {
    package static let limitGate = Rule(
        "limit", .gate,
        [
            Parameter("measurement", .measurement),
            .optional("atLeast", .number(-1e9...1e9, unit: "(of the measurement)")),
            .optional("atMost", .number(-1e9...1e9, unit: "(of the measurement)")),
        ])
}
