import CSndfile

extension Encoding {
    /// libsndfile's number.
    var code: Int32 {
        switch self {
        case .pcm16: Int32(SF_FORMAT_PCM_16)
        case .pcm24: Int32(SF_FORMAT_PCM_24)
        case .pcm32: Int32(SF_FORMAT_PCM_32)
        case .float32: Int32(SF_FORMAT_FLOAT)
        case .float64: Int32(SF_FORMAT_DOUBLE)
        }
    }
}

extension SoundFormat {
    /// What the library calls it; `isLong` where RIFF has no room for the audio.
    func libraryInfo(isLong: Bool) -> SF_INFO {
        let container: Int =
            switch self.container {
            case .wav, .bwf: isLong ? SF_FORMAT_RF64 : SF_FORMAT_WAV
            case .rf64: SF_FORMAT_RF64
            case .w64: SF_FORMAT_W64
            case .aiff: SF_FORMAT_AIFF
            case .caf: SF_FORMAT_CAF
            case .flac: SF_FORMAT_FLAC
            case .vorbis, .opus: SF_FORMAT_OGG
            case .mp3: SF_FORMAT_MPEG
            }
        let encoding: Int32 =
            switch self.container {
            case .vorbis: Int32(SF_FORMAT_VORBIS)
            case .opus: Int32(SF_FORMAT_OPUS)
            case .mp3: Int32(SF_FORMAT_MPEG_LAYER_III)
            default: self.encoding.code
            }
        var info = SF_INFO()
        info.samplerate = Int32(sampleRate)
        info.channels = Int32(channels)
        info.format = Int32(container) | encoding
        return info
    }
}

extension SoundInfo {
    init(_ info: SF_INFO) {
        let container = info.format & Int32(SF_FORMAT_TYPEMASK)
        let encoding = info.format & Int32(SF_FORMAT_SUBMASK)
        self.init(
            containerName: Self.containerName(container),
            encodingName: Self.encodingName(encoding),
            container: Self.container(container, encoding),
            encoding: Encoding.allCases.first { $0.code == encoding },
            sampleRate: Int(info.samplerate), channels: Int(info.channels), frames: Int(info.frames))
    }

    /// Broadcast Wave is WAV to the library.
    private static func container(_ code: Int32, _ encoding: Int32) -> Container? {
        switch Int(code) {
        case SF_FORMAT_WAV, SF_FORMAT_WAVEX, SF_FORMAT_RF64: .wav
        case SF_FORMAT_W64: .w64
        case SF_FORMAT_AIFF: .aiff
        case SF_FORMAT_CAF: .caf
        case SF_FORMAT_FLAC: .flac
        case SF_FORMAT_OGG where Int(encoding) == SF_FORMAT_VORBIS: .vorbis
        case SF_FORMAT_OGG where Int(encoding) == SF_FORMAT_OPUS: .opus
        case SF_FORMAT_MPEG where Int(encoding) == SF_FORMAT_MPEG_LAYER_III: .mp3
        default: nil
        }
    }

    private static func containerName(_ code: Int32) -> String {
        switch Int(code) {
        case SF_FORMAT_WAV, SF_FORMAT_WAVEX: "WAV"
        case SF_FORMAT_RF64: "RF64"
        case SF_FORMAT_AIFF: "AIFF"
        case SF_FORMAT_FLAC: "FLAC"
        case SF_FORMAT_OGG: "Ogg"
        case SF_FORMAT_MPEG: "MPEG"
        case SF_FORMAT_CAF: "CAF"
        case SF_FORMAT_AU: "AU"
        case SF_FORMAT_W64: "Wave64"
        default: libraryName(code)
        }
    }

    private static func encodingName(_ code: Int32) -> String {
        if let known = Encoding.allCases.first(where: { $0.code == code }) { return known.rawValue }
        return switch Int(code) {
        case SF_FORMAT_PCM_S8, SF_FORMAT_PCM_U8: "pcm8"
        case SF_FORMAT_ULAW: "µ-law"
        case SF_FORMAT_ALAW: "A-law"
        case SF_FORMAT_VORBIS: "Vorbis"
        case SF_FORMAT_OPUS: "Opus"
        case SF_FORMAT_MPEG_LAYER_I: "MP1"
        case SF_FORMAT_MPEG_LAYER_II: "MP2"
        case SF_FORMAT_MPEG_LAYER_III: "MP3"
        default: libraryName(code)
        }
    }

    /// libsndfile's own name for one of its numbers.
    private static func libraryName(_ code: Int32) -> String {
        var entry = SF_FORMAT_INFO(format: code, name: nil, extension: nil)
        let size = Int32(MemoryLayout<SF_FORMAT_INFO>.size)
        guard sf_command(nil, Int32(SFC_GET_FORMAT_INFO), &entry, size) == 0, let name = entry.name else {
            return "format \(code)"
        }
        return String(cString: name)
    }
}
