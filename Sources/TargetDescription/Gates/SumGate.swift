extension Gate {
    /// The stems add up to this file: what is left when their sum is taken away from it is next to nothing.
    ///
    /// Each stem counts as it is, at unity and in the middle, as a receiver would lay them over one another; a
    /// mono stem goes into a stereo file by the pan law of a mix. A mix that changes levels, or has a limiter
    /// at work, is not the sum of its stems.
    ///
    /// - Parameters:
    ///   - stems: The names of the targets that are summed. Default what the master is made of.
    ///   - atMost: The largest sample of the rest: −200 … 0 dBFS. Default −120.
    public static func sum(of stems: [String] = [], atMost: Double = -120, line: Int = #line) -> Gate {
        Gate(recipe: Recipe(.sumGate, [.texts(stems), .number(atMost)], line: line))
    }
}

extension Rule {
    package static let sumGate = Rule(
        "sum", .gate,
        [
            Parameter("stems", .list(.comparison, count: 0...10_000), default: .list([])),
            Parameter("atMost", .number(-200...0, unit: "dBFS"), default: .number(-120)),
        ])
}
