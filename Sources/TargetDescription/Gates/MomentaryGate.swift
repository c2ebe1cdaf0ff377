extension Gate {
    /// The loudest 400 ms stay below this: the maximum momentary loudness (EBU Tech 3341).
    ///
    /// - Parameter atMost: −70 … +36 LUFS. Adverts are sometimes held to −15.
    public static func momentary(atMost: Double, line: Int = #line) -> Gate {
        Gate(recipe: Recipe(.momentaryGate, [.number(atMost)], line: line))
    }
}

extension Rule {
    package static let momentaryGate = Rule(
        "momentary", .gate, [Parameter("atMost", .number(-70...36, unit: "LUFS"))])
}
