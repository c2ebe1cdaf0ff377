/// How one sample is stored.
package enum Encoding: String, CaseIterable, Sendable {
    case pcm16, pcm24, pcm32, float32, float64

    /// Bits of one sample.
    package var bits: Int {
        switch self {
        case .pcm16: 16
        case .pcm24: 24
        case .pcm32, .float32: 32
        case .float64: 64
        }
    }

    package var isInteger: Bool {
        switch self {
        case .pcm16, .pcm24, .pcm32: true
        case .float32, .float64: false
        }
    }

    /// The largest positive value: 1 − 2^(1 − bits) for integers; 1.0 for floats, which go on beyond it.
    package var fullScale: Double {
        isInteger ? 1 - 1 / Double(Int64(1) << Int64(bits - 1)) : 1
    }
}

/// Everything about a sound file that is to be written, except for the sound.
package struct SoundFormat: Equatable, Sendable {
    package var container: Container
    package var encoding: Encoding
    /// In hertz.
    package var sampleRate: Int
    package var channels: Int
    /// How finely a lossy codec works: kbit/s over all channels of Opus and MP3, quality 0 … 10 of Vorbis. Others
    /// have none.
    package var quality: Double

    package init(
        container: Container, encoding: Encoding, sampleRate: Int, channels: Int, quality: Double? = nil
    ) {
        self.container = container
        self.encoding = encoding
        self.sampleRate = sampleRate
        self.channels = channels
        self.quality = quality ?? (container == .vorbis ? 6 : 128)
    }
}

extension SoundFormat {
    /// Why no such file can be written; nil where it can. Asked before anything is rendered.
    package var problem: String? {
        guard container.allows(encoding) else {
            let allowed = Encoding.allCases.filter(container.allows).map(\.rawValue)
            return "\(container.rawValue) takes \(allowed.joined(separator: ", "))"
        }
        guard (1...container.mostChannels).contains(channels) else {
            return "it takes 1 to \(container.mostChannels) channels"
        }
        return container.problem(withRate: sampleRate) ?? CodecQuality.problem(self)
    }
}

/// What the header of an existing file says.
package struct SoundInfo: Equatable, Sendable {
    /// In words, of anything that can be read: "WAV", "Ogg", "MPEG".
    package var containerName: String
    /// In words, of anything that can be read: "pcm24", "Vorbis", "MP3".
    package var encodingName: String
    /// nil when it is none that can be written.
    package var container: Container?
    /// nil when it is none that can be written.
    package var encoding: Encoding?
    /// In hertz.
    package var sampleRate: Int
    package var channels: Int
    package var frames: Int

    /// Duration in seconds.
    package var seconds: Double { Double(frames) / Double(sampleRate) }
}

extension SoundInfo {
    /// What the header of a file is going to say that is being written.
    package init(announced format: SoundFormat, frames: Int) {
        self.init(
            containerName: format.container.rawValue, encodingName: format.encoding.rawValue,
            container: format.container, encoding: format.encoding, sampleRate: format.sampleRate,
            channels: format.channels, frames: frames)
    }
}

/// A named place in a file.
package struct Marker: Equatable, Sendable {
    package var name: String
    /// Frames from the beginning.
    package var frame: Int

    package init(name: String, frame: Int) {
        self.name = name
        self.frame = frame
    }
}
