package import BuildGraph

/// A member of a finished archive, as it is recorded: whose bytes it holds, and where in it.
package struct StoredMember: Equatable, Sendable {
    package let name: String
    /// The content that was compressed.
    package let content: Digest
    /// What compressed it, and how hard.
    package let codec: String
    package let method: UInt16
    package let crc32: UInt32
    package let size: UInt64
    package let packed: UInt64
    /// Where its compressed bytes start in the archive.
    package let offset: UInt64

    package init(
        name: String, content: Digest, codec: String, method: UInt16, crc32: UInt32, size: UInt64,
        packed: UInt64,
        offset: UInt64
    ) {
        self.name = name
        self.content = content
        self.codec = codec
        self.method = method
        self.crc32 = crc32
        self.size = size
        self.packed = packed
        self.offset = offset
    }
}

extension StateStore {
    /// What an archive of this content holds.
    package func members(ofArchive archive: Digest) -> [StoredMember] {
        var members: [StoredMember] = []
        try? rows(of: .members, "WHERE archive = ? ORDER BY name", [.digest(archive)]) { row in
            guard let content = row.digest(2), let method = UInt16(exactly: row.integer(4)),
                let crc32 = UInt32(exactly: row.integer(5)), let size = UInt64(exactly: row.integer(6)),
                let packed = UInt64(exactly: row.integer(7)), let offset = UInt64(exactly: row.integer(8))
            else { return }
            members.append(
                StoredMember(
                    name: row.text(1), content: content, codec: row.text(3), method: method, crc32: crc32,
                    size: size, packed: packed, offset: offset))
        }
        return members
    }

    /// Notes what an archive holds.
    package func remember(members: [StoredMember], ofArchive archive: Digest) throws(StoreError) {
        guard !members.isEmpty else { return }
        try write { database throws(StoreError) in
            for member in members {
                try database.put(
                    [
                        .digest(archive), .text(member.name), .digest(member.content), .text(member.codec),
                        .integer(Int64(member.method)), .integer(Int64(member.crc32)),
                        .integer(Int64(member.size)), .integer(Int64(member.packed)),
                        .integer(Int64(member.offset)),
                    ], into: .members)
            }
        }
    }
}
