/// The form of an audio file: its container, its encoding and its dither.
public struct Format: Sendable {
    package let recipe: Recipe

    private init(_ rule: Rule, _ encoding: Encoding, _ dither: Dither, _ line: Int) {
        recipe = Recipe(rule, [.choice(encoding), .choice(dither)], line: line)
    }

    /// WAV; RF64 when the audio is longer than 4 GiB. Section starts become cue points with labels (not in
    /// RF64).
    ///
    /// - Parameters:
    ///   - encoding: How a sample is stored. Default 24-bit integers.
    ///   - dither: The dither of 16- and 24-bit integers; wider encodings need none. Default TPDF.
    public static func wav(
        _ encoding: Encoding = .pcm24, dither: Dither = .tpdf, line: Int = #line
    ) -> Format { Format(.wav, encoding, dither, line) }

    /// AIFF, or AIFF-C for floating point. Section starts become markers.
    ///
    /// - Parameters:
    ///   - encoding: How a sample is stored. Default 24-bit integers.
    ///   - dither: The dither of 16- and 24-bit integers; wider encodings need none. Default TPDF.
    public static func aiff(
        _ encoding: Encoding = .pcm24, dither: Dither = .tpdf, line: Int = #line
    ) -> Format { Format(.aiff, encoding, dither, line) }

    /// FLAC, lossless, 16 or 24 bits; it carries no markers.
    ///
    /// - Parameters:
    ///   - encoding: `.pcm16` or `.pcm24`. Default 24-bit integers.
    ///   - dither: The dither before rounding. Default TPDF.
    public static func flac(
        _ encoding: Encoding = .pcm24, dither: Dither = .tpdf, line: Int = #line
    ) -> Format { Format(.flac, encoding, dither, line) }
}

extension Rule {
    package static let wav = container("wav", Encoding.allCases)
    package static let aiff = container("aiff", Encoding.allCases)
    package static let flac = container("flac", [.pcm16, .pcm24])

    private static func container(_ name: String, _ encodings: [Encoding]) -> Rule {
        Rule(
            name, .format,
            [
                Parameter("encoding", .choice(encodings.map(\.rawValue)), default: .choice(Encoding.pcm24)),
                Parameter("dither", .choice(Dither.self), default: .choice(Dither.tpdf)),
            ])
    }
}
