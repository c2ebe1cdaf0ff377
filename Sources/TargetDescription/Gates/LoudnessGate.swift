extension Gate {
    /// The integrated loudness (ITU-R BS.1770-5) is this, give or take the tolerance.
    ///
    /// Loudness is the sum over channels: a mono file reads 3 LU lower than the same sound on two channels.
    ///
    /// - Parameters:
    ///   - target: −70 … 0 LUFS. Streaming services play at −14, EBU R 128 asks for −23.
    ///   - tolerance: 0 … 20 LU to either side. Default 1.
    ///   - mono: What a mono file has to read: −70 … 0 LUFS. Default the same as `target`.
    public static func loudness(
        _ target: Double, tolerance: Double = 1, mono: Double? = nil, line: Int = #line
    ) -> Gate {
        Gate(
            recipe: Recipe(
                .loudnessGate,
                [.number(target), .number(tolerance), .optional(mono.map(Value.number))], line: line))
    }
}

extension Rule {
    package static let loudnessGate = Rule(
        "loudness", .gate,
        [
            Parameter("target", .number(-70...0, unit: "LUFS")),
            Parameter("tolerance", .number(0...20, unit: "LU"), default: .number(1)),
            .optional("mono", .number(-70...0, unit: "LUFS")),
        ])
}
