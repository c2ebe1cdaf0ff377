internal import CSndfile

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension SoundFormat {
    /// The library that reads and writes audio files, with its version: another one may write other bytes.
    package static let library = String(cString: sf_version_string())

    /// All that may have to do with the bytes of any file.
    package static let libraries = Container.allCases.map(\.encoder).joined(separator: ", ")
}

extension Container {
    /// What makes the bytes: the library, and the codec behind it with its version.
    package var encoder: String {
        switch self {
        case .wav, .rf64, .w64, .bwf, .aiff, .caf: SoundFormat.library
        case .flac: "\(SoundFormat.library), libFLAC \(Codec.flac)"
        case .vorbis: "\(SoundFormat.library), \(Codec.vorbis)"
        case .opus: "\(SoundFormat.library), \(Codec.opus)"
        case .mp3: "\(SoundFormat.library), LAME \(Codec.lame)"
        }
    }
}

/// The codecs that libsndfile brings along. It does not tell their versions, so they are asked by name, as they
/// are in this process. Where they are built into it, the program itself is part of what a build rests on.
private enum Codec {
    static let lame = answer("get_lame_version")
    static let vorbis = answer("vorbis_version_string")
    static let opus = answer("opus_get_version_string")
    static let flac = text("FLAC__VERSION_STRING")

    private typealias Question = @convention(c) () -> UnsafePointer<CChar>?

    private static func answer(_ name: String) -> String {
        guard let function = symbol(name) else { return "built in" }
        return unsafeBitCast(function, to: Question.self)().map { String(cString: $0) } ?? "built in"
    }

    private static func text(_ name: String) -> String {
        guard let variable = symbol(name) else { return "built in" }
        return variable.load(as: UnsafePointer<CChar>?.self).map { String(cString: $0) } ?? "built in"
    }

    private static func symbol(_ name: String) -> UnsafeMutableRawPointer? {
        // The program, and everything that it was started with.
        guard let program = dlopen(nil, RTLD_LAZY) else { return nil }
        defer { dlclose(program) }
        return dlsym(program, name)
    }
}
