internal import Archives
internal import BuildGraph
internal import BuildStore
internal import TargetDescription

/// Which bytes are compressed, and how: what makes the same, wherever it goes.
struct PackedForm: Hashable, Sendable {
    let content: Digest
    let part: MemberPart
    let codec: Archives.Compression
}

/// The compression of a part of a member, which needs nothing but the member's content.
struct Packing: Hashable, Sendable {
    let form: PackedForm
    /// Where the content is.
    let path: String
    let temporary: String

    /// Compresses, and checks what comes out against what went in.
    func packed(_ isCancelled: () -> Bool) throws -> PackedPart {
        let summary = try compressMember(
            from: path, to: temporary, part: form.part, compression: form.codec, isCancelled: isCancelled)
        return PackedPart(packing: self, summary: summary)
    }
}

/// A part of a member, compressed, in its temporary.
package struct PackedPart: Sendable {
    let packing: Packing
    let summary: MemberSummary

    var bytes: PackedBytes {
        PackedBytes(path: packing.temporary, offset: 0, count: summary.compressedSize)
    }
}

extension Packing {
    /// The packings of all parts of a file.
    static func all(
        of path: String, _ content: Digest, _ codec: Archives.Compression, temporary: String
    ) throws(StoreError) -> [Packing] {
        // A file that is gone says so where it is opened.
        let size = try FileIdentity(path: path)?.size ?? 0
        return MemberPart.parts(ofSize: UInt64(size)).enumerated().map { index, part in
            Packing(
                form: PackedForm(content: content, part: part, codec: codec), path: path,
                temporary: "\(temporary).\(index)")
        }
    }
}

/// What an archive is: the file, and how its members are packed.
enum ArchiveForm: Equatable, Sendable {
    case zip(Archives.Compression)
    /// A tar compressed with Zstandard.
    case tar(level: Int)

    /// Of its file, with the dot.
    var fileExtension: String { if case .zip = self { "zip" } else { "tar.zst" } }

    /// What packs it, as it stands in keys.
    var tool: String {
        switch self {
        case .zip(let codec): codec.tool
        // Where the library is missing, the archive says so in its turn.
        case .tar(let level): "\((try? Zstandard.version()) ?? "no libarchive") level \(level)"
        }
    }
}

extension Recipe {
    /// How an archive's words pack.
    var archiveForm: ArchiveForm {
        switch text("compression") {
        case "stored": .zip(.stored)
        case "small": .zip(.deflate(level: integer("level")))
        case "zstd": .tar(level: integer("level"))
        default: .zip(.fast)
        }
    }

    /// How the members of a zip are packed, each by itself; nil for what is none.
    var codec: Archives.Compression? { if case .zip(let codec) = archiveForm { codec } else { nil } }
}

extension Archives.Compression {
    /// The codec as it stands in keys: another version of a library may pack other bytes, and so do other
    /// pieces.
    var tool: String {
        switch self {
        case .stored: "stored"
        case .fast: "ISA-L \(Archives.Compression.fastVersion) level 1 in pieces of 256 KiB, 4 bytes ahead"
        case .deflate(let level):
            "zlib \(Archives.Compression.deflateVersion) level \(level) in pieces of 1 MiB"
        }
    }
}
