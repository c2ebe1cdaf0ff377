extension Gate {
    /// The loudest 3 s stay below this: the maximum short-term loudness (EBU Tech 3341).
    ///
    /// - Parameters:
    ///   - atMost: −70 … +36 LUFS. EBU R 128 s1 asks short programmes for −18.
    ///   - mono: The same for a mono file, which reads 3 LU lower than the same sound on two channels.
    ///     Default the same as `atMost`.
    public static func shortTerm(atMost: Double, mono: Double? = nil, line: Int = #line) -> Gate {
        Gate(
            recipe: Recipe(
                .shortTermGate, [.number(atMost), .optional(mono.map(Value.number))], line: line))
    }
}

extension Rule {
    package static let shortTermGate = Rule(
        "short-term", .gate,
        [
            Parameter("atMost", .number(-70...36, unit: "LUFS")),
            .optional("mono", .number(-70...36, unit: "LUFS")),
        ])
}
