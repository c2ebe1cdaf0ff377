package import BuildGraph

/// How many bytes `cache/` keeps, as far as builds have kept count, and when all of it was last counted. It only
/// says when to look: what is removed is decided by what is there.
package struct KeptSize: Equatable, Sendable {
    package var bytes: Int64
    /// Nanoseconds since 1970.
    package var counted: Int64

    package init(bytes: Int64, counted: Int64) {
        self.bytes = bytes
        self.counted = counted
    }

    fileprivate var seal: Int64 { BuildStore.seal(["\(bytes)", "\(counted)"]) }
}

extension StateStore {
    /// Nil where nothing was counted yet.
    package var keptSize: KeptSize? {
        var size: KeptSize?
        try? read("SELECT bytes, counted, seal FROM kept") { row in
            let found = KeptSize(bytes: row.integer(0), counted: row.integer(1))
            if found.seal == row.integer(2) { size = found }
        }
        return size
    }

    package func remember(_ size: KeptSize) throws(StoreError) {
        try write { database throws(StoreError) in
            try database.run("DELETE FROM kept")
            try database.run(
                "INSERT INTO kept (bytes, counted, seal) VALUES (?, ?, ?)",
                [.integer(size.bytes), .integer(size.counted), .integer(size.seal)])
        }
    }

    /// Forgets what is known of removed files, and what was measured on bytes that are nowhere any more. That
    /// a key gave them stays known: it says why they have to be rendered again.
    package func forget(paths: [String], contents: [Digest]) throws(StoreError) {
        guard !paths.isEmpty || !contents.isEmpty else { return }
        try write { database throws(StoreError) in
            for path in paths { try database.run("DELETE FROM files WHERE path = ?", [.text(path)]) }
            for content in contents {
                try database.run("DELETE FROM measurements WHERE output = ?", [.digest(content)])
                try database.run("DELETE FROM members WHERE archive = ?", [.digest(content)])
            }
        }
    }
}
