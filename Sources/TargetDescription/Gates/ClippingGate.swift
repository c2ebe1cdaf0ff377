extension Gate {
    /// The sound is not clipped: at most so many runs of three or more samples in a row at full scale.
    ///
    /// - Parameter atMost: Runs: 0 … 1,000,000. Default 0.
    public static func clipping(atMost: Int = 0, line: Int = #line) -> Gate {
        Gate(recipe: Recipe(.clippingGate, [.integer(atMost)], line: line))
    }
}

extension Rule {
    package static let clippingGate = Rule(
        "clipping", .gate, [Parameter("atMost", .integer(0...1_000_000, unit: "runs"), default: .integer(0))])
}
