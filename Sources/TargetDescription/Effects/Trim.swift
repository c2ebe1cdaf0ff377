extension Effect {
    /// Keeps what is between two moments and silences the rest, with edges of 5 ms.
    ///
    /// - Parameters:
    ///   - from: Default the start.
    ///   - to: Default the end.
    public static func trim(from: Time = .seconds(0), to: Time? = nil, line: Int = #line) -> Effect {
        Effect(recipe: Recipe(.trim, [from.value, .optional(to.map(\.value))], line: line))
    }
}

extension Rule {
    package static let trim = Rule(
        "trim", .effect,
        [
            Parameter("from", .time, default: Time.seconds(0).value, still: .place),
            .optional("to", .time, still: .place),
        ])
}
