/// How the bytes of a member are packed.
///
/// The same bytes always come out for the same bytes in; what differs is how far that promise reaches.
package enum Compression: Hashable, Sendable {
    /// Not packed at all. The same bytes everywhere.
    case stored
    /// ISA-L's deflate, level 1: more than ten times the speed of zlib for an archive a percent or two
    /// larger. The same bytes on every x86-64 processor with SSE4.2 for one release of ISA-L; other
    /// architectures have code of their own and may give other (equally valid) bytes.
    case fast
    /// zlib's deflate, level 1 (quick) … 9 (small). The same bytes on every machine for one release of
    /// zlib.
    case deflate(level: Int)

    /// The levels that zlib has.
    package static let deflateLevels = 1...9

    /// The name in manifests, records and keys: `stored`, `fast`, `deflate-6`.
    package var name: String {
        switch self {
        case .stored: "stored"
        case .fast: "fast"
        case .deflate(let level): "deflate-\(level)"
        }
    }

    /// The compression of that name; nil for a name that is none.
    package init?(name: String) {
        let all: [Compression] = [.stored, .fast] + Self.deflateLevels.map { .deflate(level: $0) }
        guard let match = all.first(where: { $0.name == name }) else { return nil }
        self = match
    }
}
