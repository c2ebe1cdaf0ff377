extension Format {
    /// FLAC, lossless, 16 or 24 bits. Section starts become chapter comments.
    ///
    /// - Parameters:
    ///   - encoding: `.pcm16` or `.pcm24`. Default 24-bit integers.
    ///   - dither: The dither before rounding. Default TPDF.
    public static func flac(
        _ encoding: Encoding = .pcm24, dither: Dither = .tpdf, line: Int = #line
    ) -> Format { Format(.flac, encoding, dither, line) }

    /// Vorbis in Ogg. Section starts become chapter comments.
    ///
    /// - Parameter quality: 0 (about 64 kbit/s in stereo) … 10 (about 500). Default 6 (about 192).
    public static func vorbis(quality: Double = 6, line: Int = #line) -> Format {
        Format(.vorbis, [.number(quality)], line)
    }

    /// Opus in Ogg, at a sample rate of 8, 12, 16, 24 or 48 kHz. Section starts become chapter comments.
    ///
    /// - Parameter kbps: Kilobits per second, on average and over all channels: 6 … 256 for each channel. Default 128.
    public static func opus(kbps: Int = 128, line: Int = #line) -> Format {
        Format(.opus, [.integer(kbps)], line)
    }

    /// MP3 of constant bit rate, at a sample rate of at most 48 kHz. Section starts become chapters.
    ///
    /// - Parameter kbps: Kilobits per second, one that MPEG has at the sample rate: from 32 kHz on 32, 40, 48, 56, 64, 80,
    ///   96, 112, 128, 160, 192, 224, 256 or 320. Default 320.
    public static func mp3(kbps: Int = 320, line: Int = #line) -> Format {
        Format(.mp3, [.integer(kbps)], line)
    }
}

extension Rule {
    /// Version 2: chapter comments at the starts of sections.
    package static let flac = Rule("flac", .format, version: 2, [.encoding([.pcm16, .pcm24]), .dither])
    package static let vorbis = Rule(
        "vorbis", .format,
        [Parameter("quality", .number(0...10, unit: "(smaller to better)"), default: .number(6))])
    package static let opus = Rule(
        "opus", .format, [Parameter("kbps", .integer(6...512, unit: "kbit/s"), default: .integer(128))])
    package static let mp3 = Rule(
        "mp3", .format, [Parameter("kbps", .integer(8...320, unit: "kbit/s"), default: .integer(320))])
}
