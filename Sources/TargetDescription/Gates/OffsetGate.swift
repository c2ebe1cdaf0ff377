extension Gate {
    /// The wave is centred on zero: the mean of each channel's samples is this small.
    ///
    /// - Parameter atMost: The magnitude of the mean, of full scale: 0 … 1. Default 0.001.
    public static func dcOffset(atMost: Double = 0.001, line: Int = #line) -> Gate {
        Gate(recipe: Recipe(.offsetGate, [.number(atMost)], line: line))
    }
}

extension Rule {
    package static let offsetGate = Rule(
        "dc-offset", .gate,
        [Parameter("atMost", .number(0...1, unit: "of full scale"), default: .number(0.001))])
}
