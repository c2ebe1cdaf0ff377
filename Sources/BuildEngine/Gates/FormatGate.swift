internal import Signal
internal import SoundFiles
internal import TargetDescription

/// The form of a file that comes from elsewhere.
struct FormatGate: GateUnit {
    private let sampleRate: Int?
    private let channels: Int?
    private let encoding: String?
    private let bits: Int?

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        sampleRate = recipe.isGiven("sampleRate") ? recipe.integer("sampleRate") : nil
        channels = recipe.isGiven("channels") ? recipe.word("channels", as: Channels.self).count : nil
        encoding = recipe.isGiven("encoding") ? recipe.text("encoding") : nil
        bits = recipe.isGiven("bits") ? recipe.integer("bits") : nil
        guard sampleRate == nil, channels == nil, encoding == nil, bits == nil else { return }
        throw Refusal(
            line: recipe.line,
            "the gate asks for nothing: give it a sampleRate, channels, an encoding or bits")
    }

    func judge(_ evidence: Evidence) -> [Verdict] {
        guard let info = evidence.info else {
            return [Verdict("format", holds: false, expected: expectation, found: "no audio file")]
        }
        let holds =
            (sampleRate ?? info.sampleRate) == info.sampleRate && (channels ?? info.channels) == info.channels
            && (encoding ?? info.encodingName) == info.encodingName
            && (bits ?? 0) <= (info.encoding?.resolution ?? 0)
        return [
            Verdict(
                "format", holds: holds, expected: expectation, found: FormatGate.words(info),
                advice: "convert the file, or change what the gate asks for")
        ]
    }

    private var expectation: String {
        [
            sampleRate.map { "\($0) Hz" }, channels.map { "\($0) ch" }, encoding,
            bits.map { "≥ \($0) bits" },
        ].compactMap(\.self).joined(separator: ", ")
    }

    static func words(_ info: SoundInfo) -> String {
        "\(info.sampleRate) Hz, \(info.channels) ch, \(info.encodingName) \(info.containerName)"
    }
}

extension SoundFiles.Encoding {
    /// The bits of a sample that tell levels apart: of a float, those of its significand.
    fileprivate var resolution: Int {
        switch self {
        case .pcm16: 16
        case .pcm24, .float32: 24
        case .pcm32: 32
        case .float64: 53
        }
    }
}
