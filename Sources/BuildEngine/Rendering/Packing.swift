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

extension Recipe {
    /// How an archive's words pack.
    var codec: Archives.Compression {
        switch text("compression") {
        case "stored": .stored
        case "small": .deflate(level: integer("level"))
        default: .fast
        }
    }
}

extension Archives.Compression {
    /// The codec as it stands in keys: another version of a library may pack other bytes, and so do other
    /// pieces.
    var tool: String {
        switch self {
        case .stored: "stored"
        case .fast: "ISA-L \(Archives.Compression.fastVersion) level 1 in pieces of 256 KiB"
        case .deflate(let level):
            "zlib \(Archives.Compression.deflateVersion) level \(level) in pieces of 1 MiB"
        }
    }
}
