extension Format {
    /// WAV; RF64 when the audio is longer than 4 GiB. Section starts become cue points with labels.
    ///
    /// - Parameters:
    ///   - encoding: How a sample is stored. Default 24-bit integers.
    ///   - dither: The dither of 16- and 24-bit integers; wider encodings need none. Default TPDF.
    public static func wav(
        _ encoding: Encoding = .pcm24, dither: Dither = .tpdf, line: Int = #line
    ) -> Format { Format(.wav, encoding, dither, line) }

    /// RF64 (EBU Tech 3306), WAV with 64-bit sizes, at any length. Its files end in `.wav`.
    ///
    /// - Parameters:
    ///   - encoding: How a sample is stored. Default 24-bit integers.
    ///   - dither: The dither of 16- and 24-bit integers; wider encodings need none. Default TPDF.
    public static func rf64(
        _ encoding: Encoding = .pcm24, dither: Dither = .tpdf, line: Int = #line
    ) -> Format { Format(.rf64, encoding, dither, line) }

    /// Wave64 (Sony), with 64-bit sizes. Markers and tags are left out of it.
    ///
    /// - Parameters:
    ///   - encoding: How a sample is stored. Default 24-bit integers.
    ///   - dither: The dither of 16- and 24-bit integers; wider encodings need none. Default TPDF.
    public static func w64(
        _ encoding: Encoding = .pcm24, dither: Dither = .tpdf, line: Int = #line
    ) -> Format { Format(.w64, encoding, dither, line) }

    /// AIFF, or AIFF-C for floating point. Section starts become markers.
    ///
    /// - Parameters:
    ///   - encoding: How a sample is stored. Default 24-bit integers.
    ///   - dither: The dither of 16- and 24-bit integers; wider encodings need none. Default TPDF.
    public static func aiff(
        _ encoding: Encoding = .pcm24, dither: Dither = .tpdf, line: Int = #line
    ) -> Format { Format(.aiff, encoding, dither, line) }

    /// Apple's Core Audio Format, with 64-bit sizes. Section starts become markers.
    ///
    /// - Parameters:
    ///   - encoding: How a sample is stored. Default 24-bit integers.
    ///   - dither: The dither of 16- and 24-bit integers; wider encodings need none. Default TPDF.
    public static func caf(
        _ encoding: Encoding = .pcm24, dither: Dither = .tpdf, line: Int = #line
    ) -> Format { Format(.caf, encoding, dither, line) }
}

extension Rule {
    /// Version 2: RF64, which the longest become, has markers.
    package static let wav = Rule("wav", .format, version: 2, [.encoding(Encoding.allCases), .dither])
    package static let rf64 = Rule("rf64", .format, [.encoding(Encoding.allCases), .dither])
    package static let w64 = Rule("w64", .format, [.encoding(Encoding.allCases), .dither])
    package static let aiff = Rule("aiff", .format, [.encoding(Encoding.allCases), .dither])
    package static let caf = Rule("caf", .format, [.encoding(Encoding.allCases), .dither])
}
