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
        let sql = """
            SELECT name, content, codec, method, crc32, size, packed, offset, seal FROM members
            WHERE archive = ? ORDER BY name
            """
        try? read(sql, [.digest(archive)]) { row in
            guard let content = row.digest(1), let method = UInt16(exactly: row.integer(3)),
                let crc32 = UInt32(exactly: row.integer(4)), let size = UInt64(exactly: row.integer(5)),
                let packed = UInt64(exactly: row.integer(6)), let offset = UInt64(exactly: row.integer(7))
            else { return }
            let member = StoredMember(
                name: row.text(0), content: content, codec: row.text(2), method: method, crc32: crc32,
                size: size, packed: packed, offset: offset)
            if row.integer(8) == member.seal(of: archive) { members.append(member) }
        }
        return members
    }

    /// Notes what an archive holds.
    package func remember(members: [StoredMember], ofArchive archive: Digest) throws(StoreError) {
        guard !members.isEmpty else { return }
        try write { database throws(StoreError) in
            for member in members {
                try database.run(
                    """
                    REPLACE INTO members (archive, name, content, codec, method, crc32, size, packed, offset, seal)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    [
                        .digest(archive), .text(member.name), .digest(member.content), .text(member.codec),
                        .integer(Int64(member.method)), .integer(Int64(member.crc32)),
                        .integer(Int64(member.size)), .integer(Int64(member.packed)),
                        .integer(Int64(member.offset)), .integer(member.seal(of: archive)),
                    ])
            }
        }
    }
}

extension StoredMember {
    /// Bytes are copied by it, without a second look: see `seal`.
    fileprivate func seal(of archive: Digest) -> Int64 {
        BuildStore.seal(
            [archive.hexadecimal, name, content.hexadecimal, codec]
                + [UInt64(method), UInt64(crc32), size, packed, offset].map(String.init))
    }
}
