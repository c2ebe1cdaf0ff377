extension Gate {
    /// The length of the file is within these bounds.
    ///
    /// - Parameters:
    ///   - atLeast: The shortest length. Default any.
    ///   - atMost: The longest length. Default any.
    public static func duration(atLeast: Time? = nil, atMost: Time? = nil, line: Int = #line) -> Gate {
        Gate(
            recipe: Recipe(.durationGate, [.optional(atLeast?.value), .optional(atMost?.value)], line: line))
    }
}

extension Rule {
    package static let durationGate = Rule(
        "duration", .gate, [.optional("atLeast", .time), .optional("atMost", .time)])
}
