/// How the members of an archive are compressed.
public enum Compression: Sendable, Equatable {
    /// Deflate at the speed of the disk (ISA-L, level 1): within 2 % of zlib on audio. The same bytes on
    /// every x86-64 processor of the last fifteen years; other architectures may pack differently.
    case fast
    /// Deflate by zlib, level 1 (quicker) … 9 (smaller): the same bytes on every machine.
    case small(level: Int)
    /// No compression.
    case stored
    /// A tar compressed with Zstandard, `.tar.zst`, in place of a zip: level 1 (quicker) … 19 (smaller). The same
    /// bytes on every machine for one version of libarchive and libzstd.
    case zstd(level: Int)

    /// The word and the level of the description.
    package var values: (method: Value, level: Value) {
        switch self {
        case .fast: (.text("fast"), .integer(Compression.usualLevel))
        case .small(let level): (.text("small"), .integer(level))
        case .stored: (.text("stored"), .integer(Compression.usualLevel))
        case .zstd(let level): (.text("zstd"), .integer(level))
        }
    }

    package static let methods = ["fast", "small", "stored", "zstd"]
    package static let usualLevel = 6
}
