extension Gate {
    /// No sample is so small that processors slow down on it: not zero, and below the smallest normal 32-bit
    /// float, 2⁻¹²⁶.
    ///
    /// - Parameter atMost: Samples: 0 … 1,000,000,000. Default 0.
    public static func denormal(atMost: Int = 0, line: Int = #line) -> Gate {
        Gate(recipe: Recipe(.denormalGate, [.integer(atMost)], line: line))
    }
}

extension Rule {
    package static let denormalGate = Rule(
        "denormal", .gate,
        [Parameter("atMost", .integer(0...1_000_000_000, unit: "samples"), default: .integer(0))])
}
