#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What went wrong with a sound file, as data.
package struct SoundFileError: Error, Equatable, Sendable {
    package enum Problem: Equatable, Sendable {
        case missing
        /// It exists and is no regular file; the payload says what it is: "a directory".
        case notAFile(String)
        case empty
        /// A file is to be created where there is one.
        case alreadyExists
        /// A system call failed.
        case system(call: String, code: Int32)
        /// No kind of sound file that is known here.
        case notSound
        /// A header that contradicts itself; the payload says how.
        case malformed(String)
        /// The header promises more bytes of audio than the file has.
        case truncated(declared: Int, found: Int)
        /// The header was left open, as by a program that writes into a pipe.
        case unfinished
        /// Outside 1 … 64.
        case channels(Int)
        /// Stored in a codec that is not read from this container; the payload names both.
        case codec(String)
        /// The audio ends before the frame that the header promises.
        case endsEarly(at: Int, of: Int)
        /// The sound library refused, in its own words.
        case library(String)
        /// A format that cannot be written; the payload is the reason.
        case unsupported(SoundFormat, String)
        /// The container cannot hold so many bytes of audio.
        case tooLarge(bytes: Int, limit: Int)
        /// More bytes of markers than a header can hold.
        case markers(bytes: Int, limit: Int)
        /// The frames written are not those announced.
        case frames(announced: Int, written: Int)
        /// Longer than a one-shot sample may be, in seconds.
        case tooLong(seconds: Double, limit: Double)
    }

    package let path: String
    package let problem: Problem
}

extension SoundFileError {
    /// An open that failed with this errno.
    init(path: String, notOpened code: Int32) {
        self.path = path
        problem =
            switch code {
            case ENOENT: .missing
            case EEXIST: .alreadyExists
            // On the way to a file of our own, where none is followed; or one that leads in a circle.
            case ELOOP: .notAFile("a symbolic link")
            default: .system(call: "open", code: code)
            }
    }
}

extension SoundFileError: CustomStringConvertible {
    package var description: String { "\(path): \(problem.words)" }
}

extension SoundFileError.Problem {
    fileprivate var words: String {
        switch self {
        case .missing: "there is no such file; check the path"
        case .notAFile(let kind): "expected a sound file, found \(kind)"
        case .empty: "expected a sound file, found 0 bytes; export it again"
        case .alreadyExists: "will not write over an existing file; move it away"
        case .system(let call, let code): Self.words(call: call, code: code)
        case .notSound:
            "expected a sound file (WAV, AIFF, FLAC, Ogg, MP3, …), found none of the formats that can be read"
        case .malformed(let reason): "the header is damaged: \(reason); export the file again"
        case .truncated(let declared, let found):
            "the header declares \(declared) bytes of audio, the file has \(found): it is truncated; "
                + "copy or export it again"
        case .unfinished:
            "the header does not say how long the audio is: whatever wrote the file was stopped or wrote "
                + "into a pipe; export it again to a file"
        case .channels(let count): "expected 1 to 64 channels, found \(count)"
        case .codec(let name): "cannot read \(name); export the file as PCM or float"
        case .endsEarly(let frame, let frames):
            "the header declares \(frames) frames, the audio ends after \(frame): the file is damaged; "
                + "copy or export it again"
        case .library(let words): "libsndfile: \(words)"
        case .unsupported(let format, let reason): "cannot write \(format.words): \(reason)"
        case .tooLarge(let bytes, let limit):
            "\(bytes) bytes of audio, the container holds \(limit) at most; write WAV"
        case .markers(let bytes, let limit):
            "the markers and tags take \(bytes) bytes, the header holds \(limit) at most; shorten them"
        case .frames(let announced, let written):
            "announced \(announced) frames, got \(written); the file is unusable"
        case .tooLong(let seconds, let limit):
            "lasts \(Self.rounded(seconds)) s, a one-shot sample may last \(Self.rounded(limit)) s; "
                + "shorten it, or place it as a recording"
        }
    }

    private static func words(call: String, code: Int32) -> String {
        let reason = String(cString: strerror(code))
        return switch code {
        case ENOSPC, EDQUOT: "\(call) failed: \(reason) (errno \(code)); free some space and run again"
        default: "\(call) failed: \(reason) (errno \(code))"
        }
    }

    private static func rounded(_ seconds: Double) -> Double { (seconds * 100).rounded() / 100 }
}

extension SoundFormat {
    /// In words, for messages: "16000 Hz, 2 channels, pcm24 in a flac file".
    fileprivate var words: String {
        "\(sampleRate) Hz, \(channels) channel\(channels == 1 ? "" : "s"), "
            + (container.isLossy ? "" : "\(encoding.rawValue) ") + "in a \(container.rawValue) file"
    }
}
