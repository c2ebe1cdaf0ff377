extension Gate {
    /// Left and right do not cancel one another: their correlation, +1 the same signal, 0 unrelated, −1 the same
    /// with its sign turned.
    ///
    /// - Parameters:
    ///   - atLeast: Over the whole file: −1 … 1. Default −0.2.
    ///   - anywhere: In every window of the file: −1 … 1. Default any.
    public static func phase(
        atLeast: Double = -0.2, anywhere: Double? = nil, line: Int = #line
    ) -> Gate {
        Gate(
            recipe: Recipe(
                .phaseGate, [.number(atLeast), .optional(anywhere.map(Value.number))], line: line))
    }
}

extension Rule {
    package static let phaseGate = Rule(
        "phase", .gate,
        [
            Parameter("atLeast", .number(-1...1, unit: "correlation"), default: .number(-0.2)),
            .optional("anywhere", .number(-1...1, unit: "correlation")),
        ])
}
