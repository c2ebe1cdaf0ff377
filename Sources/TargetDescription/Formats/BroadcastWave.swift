extension Format {
    /// Broadcast Wave (EBU Tech 3285, version 2): WAV that says where it comes from and how loud it is. The loudness
    /// fields hold what was measured on this very file: integrated, range, highest true peak, highest momentary and
    /// short-term loudness. Its files end in `.wav`; the coding history is left empty.
    ///
    /// Texts are ASCII. Dates are as given here, and blank without it: never the clock's.
    ///
    /// - Parameters:
    ///   - encoding: How a sample is stored. Default 24-bit integers.
    ///   - dither: The dither of 16- and 24-bit integers; wider encodings need none. Default TPDF.
    ///   - description: What the sound is, at most 256 characters.
    ///   - originator: Who made it, at most 32 characters.
    ///   - reference: The originator's own reference (EBU R 99), at most 32 characters.
    ///   - date: When it was made, such as "2026-11-25".
    ///   - time: When on that day, such as "13:45:00".
    public static func bwf(
        _ encoding: Encoding = .pcm24, dither: Dither = .tpdf, description: String = "",
        originator: String = "", reference: String = "", date: String = "", time: String = "",
        line: Int = #line
    ) -> Format {
        Format(
            .bwf,
            [
                .choice(encoding), .choice(dither), .text(description), .text(originator), .text(reference),
                .text(date), .text(time),
            ], line)
    }
}

extension Rule {
    package static let bwf = Rule(
        "bwf", .format,
        [
            .encoding(Encoding.allCases), .dither,
            Parameter("description", .freeText(longest: 256), default: .text("")),
            Parameter("originator", .freeText(longest: 32), default: .text("")),
            Parameter("reference", .freeText(longest: 32), default: .text("")),
            Parameter("date", .notation(.day), default: .text("")),
            Parameter("time", .notation(.time), default: .text("")),
        ])
}
