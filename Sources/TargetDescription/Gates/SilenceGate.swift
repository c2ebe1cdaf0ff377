extension Gate {
    /// No channel is silent for too long: silence is every sample below a level, without a break.
    ///
    /// - Parameters:
    ///   - below: What counts as silence: −144 … 0 dBFS. Default −60.
    ///   - longest: The longest silence allowed anywhere. Default any.
    ///   - leading: The longest silence allowed at the start. Default any.
    ///   - trailing: The longest silence allowed at the end. Default any.
    public static func silence(
        below: Double = -60, longest: Time? = nil, leading: Time? = nil, trailing: Time? = nil,
        line: Int = #line
    ) -> Gate {
        Gate(
            recipe: Recipe(
                .silenceGate,
                [
                    .number(below), .optional(longest?.value), .optional(leading?.value),
                    .optional(trailing?.value),
                ], line: line))
    }
}

extension Rule {
    package static let silenceGate = Rule(
        "silence", .gate,
        [
            Parameter("below", .number(-144...0, unit: "dBFS"), default: .number(-60)),
            .optional("longest", .time),
            .optional("leading", .time),
            .optional("trailing", .time),
        ])
}
