/// The kind of file that samples are stored in.
package enum Container: String, CaseIterable, Sendable {
    /// RIFF WAVE; RF64 (EBU Tech 3306) for audio that RIFF's 32-bit sizes cannot hold.
    case wav
    /// RF64 at any length.
    case rf64
    /// Sony Wave64. Its lists of markers and texts are not among what the library writes.
    case w64
    /// RIFF WAVE with a `bext` chunk (EBU Tech 3285, version 2); RF64 where it has to be.
    case bwf
    /// AIFF for integers, AIFF-C for floats; up to 4 GiB.
    case aiff
    /// Apple's Core Audio Format.
    case caf
    /// FLAC, compressed without loss. Its bytes, unlike its samples, belong to one version of libFLAC.
    case flac
    /// Vorbis in Ogg.
    case vorbis
    /// Opus in Ogg.
    case opus
    /// MPEG layer III of constant bit rate, with ID3 and LAME's tag, which makes its length exact.
    case mp3

    /// Without the dot.
    package var fileExtension: String {
        switch self {
        case .wav, .rf64, .bwf: "wav"
        case .vorbis: "ogg"
        case .w64, .aiff, .caf, .flac, .opus, .mp3: rawValue
        }
    }

    /// What a reader finds it to be: RF64 and Broadcast Wave are WAV.
    package var asRead: Container { self == .rf64 || self == .bwf ? .wav : self }

    /// Whether what is read from the file differs from what was written to it.
    package var isLossy: Bool {
        switch self {
        case .vorbis, .opus, .mp3: true
        case .wav, .rf64, .w64, .bwf, .aiff, .caf, .flac: false
        }
    }

    /// Whether samples go through a codec, whose version decides about the bytes.
    package var isCoded: Bool { isLossy || self == .flac }

    /// Whether its files hold markers and tags.
    package var carriesTexts: Bool { self != .w64 }

    package func allows(_ encoding: Encoding) -> Bool {
        switch self {
        case .wav, .rf64, .w64, .bwf, .aiff, .caf: true
        case .flac: encoding == .pcm16 || encoding == .pcm24
        // What a codec is given.
        case .vorbis, .opus, .mp3: encoding == .float32
        }
    }

    var mostChannels: Int {
        switch self {
        case .wav, .rf64, .w64, .bwf, .aiff, .caf: 64
        case .flac, .vorbis, .opus: 8
        case .mp3: 2
        }
    }

    /// Why it cannot hold audio of this sample rate, in hertz; nil where it can.
    package func problem(withRate rate: Int) -> String? {
        let rates: [Int]
        switch self {
        case .opus: rates = [8_000, 12_000, 16_000, 24_000, 48_000]
        case .mp3: rates = [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000]
        case .wav, .rf64, .w64, .bwf, .aiff, .caf: return problem(withRate: rate, highest: 2_822_400)
        case .flac: return problem(withRate: rate, highest: 655_350)
        case .vorbis: return problem(withRate: rate, highest: 200_000)
        }
        guard !rates.contains(rate) else { return nil }
        let list = rates.map { $0 % 1_000 == 0 ? "\($0 / 1_000)" : "\(Double($0) / 1_000)" }
        return "it takes sample rates of \(list.joined(separator: ", ")) kHz"
    }

    private func problem(withRate rate: Int, highest: Int) -> String? {
        (1...highest).contains(rate) ? nil : "it takes 1 to \(highest) Hz"
    }
}
