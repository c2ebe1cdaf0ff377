extension Gate {
    /// What comes out of a lossy codec, or of several, is still within bounds: the file is encoded, decoded, and its true
    /// peak and loudness are measured again. A codec adds overshoots of its own.
    ///
    /// - Parameters:
    ///   - codecs: One or more of `.opus`, `.vorbis`, `.mp3` and `.flac`.
    ///   - truePeak: The highest true peak behind each codec: −144 … +36 dBTP. Default −1.
    ///   - loudness: The integrated loudness behind each codec, −70 … 0 LUFS. Default any.
    ///   - tolerance: To either side of that loudness: 0 … 20 LU. Default 1.
    public static func survives(
        _ codecs: [Format], truePeak: Double = -1, loudness: Double? = nil, tolerance: Double = 1,
        line: Int = #line
    ) -> Gate {
        Gate(
            recipe: Recipe(
                .survivesGate,
                [
                    .recipes(codecs.map(\.recipe)), .number(truePeak), .optional(loudness.map(Value.number)),
                    .number(tolerance),
                ], line: line))
    }
}

extension Rule {
    package static let survivesGate = Rule(
        "survives", .gate,
        [
            Parameter("codecs", .recipes(.format, count: 1...20)),
            Parameter("truePeak", .number(-144...36, unit: "dBTP"), default: .number(-1)),
            .optional("loudness", .number(-70...0, unit: "LUFS")),
            Parameter("tolerance", .number(0...20, unit: "LU"), default: .number(1)),
        ])
}
