extension Gate {
    /// The quietest part is this quiet: hiss, hum and breath between the words.
    ///
    /// - Parameter atMost: −200 … 0 dBFS. Audiobooks are asked for −60. Default −60.
    public static func noiseFloor(atMost: Double = -60, line: Int = #line) -> Gate {
        Gate(recipe: Recipe(.noiseFloorGate, [.number(atMost)], line: line))
    }
}

extension Rule {
    package static let noiseFloorGate = Rule(
        "noise-floor", .gate,
        [Parameter("atMost", .number(-200...0, unit: "dBFS"), default: .number(-60))])
}
