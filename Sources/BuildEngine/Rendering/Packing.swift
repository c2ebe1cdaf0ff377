internal import Archives
internal import BuildGraph
internal import TargetDescription

/// The compression of one member, which needs nothing but its content.
struct Packing: Hashable, Sendable {
    let content: Digest
    let path: String
    let codec: Archives.Compression
    let temporary: String

    /// Compresses.
    func member(_ isCancelled: () -> Bool) throws -> PackedMember {
        PackedMember(
            content: content, codec: codec, summary: try compress(isCancelled), path: temporary, offset: 0,
            isChecked: false)
    }

    /// Compresses, and unpacks again to see that it comes out the same.
    func checkedMember(_ isCancelled: () -> Bool) throws -> PackedMember {
        let summary = try compress(isCancelled)
        try verifyMember(packedAt: temporary, summary, isCancelled: isCancelled)
        return PackedMember(
            content: content, codec: codec, summary: summary, path: temporary, offset: 0, isChecked: true)
    }

    private func compress(_ isCancelled: () -> Bool) throws -> MemberSummary {
        try compressMember(from: path, to: temporary, compression: codec, isCancelled: isCancelled)
    }
}

/// Compressed bytes, and where they are: in a temporary, or in an archive that is in place.
package struct PackedMember: Sendable {
    let content: Digest
    let codec: Archives.Compression
    let summary: MemberSummary
    let path: String
    let offset: UInt64
    /// Whether it was unpacked again and found to be what it should.
    let isChecked: Bool
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
    /// The codec as it stands in keys: another version of a library may pack other bytes.
    var tool: String {
        switch self {
        case .stored: "stored"
        case .fast: "ISA-L \(Archives.Compression.fastVersion) level 1"
        case .deflate(let level): "zlib \(Archives.Compression.deflateVersion) level \(level)"
        }
    }
}
