extension Gate {
    /// What begins, begins on the grid: how far onsets lie from the nearest line of the timeline's beat grid.
    ///
    /// - Parameters:
    ///   - atMost: Milliseconds: 0 … 1000. Default 20, about where a listener begins to hear two events.
    ///   - divisions: The lines of the grid for each beat: 1 … 96. Default 4, sixteenths where a beat is a quarter.
    public static func onsets(atMost: Double = 20, divisions: Int = 4, line: Int = #line) -> Gate {
        Gate(recipe: Recipe(.onsetsGate, [.number(atMost), .integer(divisions)], line: line))
    }
}

extension Rule {
    package static let onsetsGate = Rule(
        "onsets", .gate, followsTempo: true,
        [
            Parameter("atMost", .number(0...1_000, unit: "ms"), default: .number(20)),
            Parameter("divisions", .integer(1...96, unit: "lines a beat"), default: .integer(4)),
        ])
}
