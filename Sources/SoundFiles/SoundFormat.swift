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

/// The kind of file that samples are stored in.
package enum Container: String, CaseIterable, Sendable {
    /// RIFF WAVE; RF64 (EBU Tech 3306) for audio that RIFF's 32-bit sizes cannot hold.
    case wav
    /// AIFF for integers, AIFF-C for floats; up to 4 GiB.
    case aiff
    /// FLAC, compressed without loss. Its bytes, unlike its samples, belong to one version of libFLAC.
    case flac

    /// Without the dot.
    package var fileExtension: String {
        switch self {
        case .wav: "wav"
        case .aiff: "aiff"
        case .flac: "flac"
        }
    }

    package func allows(_ encoding: Encoding) -> Bool {
        switch self {
        case .wav, .aiff: true
        case .flac: encoding == .pcm16 || encoding == .pcm24
        }
    }
}

/// Everything about a sound file that is to be written, except for the sound.
package struct SoundFormat: Equatable, Sendable {
    package var container: Container
    package var encoding: Encoding
    /// In hertz.
    package var sampleRate: Int
    package var channels: Int

    package init(container: Container, encoding: Encoding, sampleRate: Int, channels: Int) {
        self.container = container
        self.encoding = encoding
        self.sampleRate = sampleRate
        self.channels = channels
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
