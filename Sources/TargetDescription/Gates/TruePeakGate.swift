extension Gate {
    /// The wave between the samples stays below this level (ITU-R BS.1770-5, Annex 2).
    ///
    /// - Parameter atMost: −144 … +36 dBTP. Most deliveries ask for −1.
    public static func truePeak(atMost: Double, line: Int = #line) -> Gate {
        Gate(recipe: Recipe(.truePeakGate, [.number(atMost)], line: line))
    }
}

extension Rule {
    package static let truePeakGate = Rule(
        "true-peak", .gate, [Parameter("atMost", .number(-144...36, unit: "dBTP"))])
}
