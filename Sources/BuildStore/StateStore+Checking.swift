package import BuildGraph

// What a check of the records asks, and what a repair does to them.

extension StateStore {
    /// A row that is not what was written.
    package struct BrokenRow: Sendable {
        package let table: String
        /// Its first column, as far as that can be believed.
        package let key: String
    }

    /// What SQLite itself finds wrong with the database.
    package func structuralDamage() -> [String] {
        var lines: [String] = []
        do {
            try read("PRAGMA integrity_check") { row in
                // SQLite tells of a page in several lines; a finding is one.
                let words = row.text(0).split(separator: "\n").joined(separator: "; ")
                if words != "ok" { lines.append(words) }
            }
        } catch {
            lines.append(error.message)
        }
        return lines
    }

    /// The rows whose seal is broken.
    package func brokenRows() throws(StoreError) -> [BrokenRow] {
        var broken: [BrokenRow] = []
        for table in Table.all {
            for row in try database.brokenRows(of: table) {
                broken.append(BrokenRow(table: table.name, key: row.first?.words ?? ""))
            }
        }
        return try broken + brokenRunRows()
    }

    /// Removes them: what they said is found out again.
    package func removeBrokenRows() throws(StoreError) {
        try write { database throws(StoreError) in
            for table in Table.all { try database.remove(database.brokenRows(of: table), from: table) }
        }
        try removeBrokenRunRows()
    }

    /// Everything that any key gave.
    package func resultContents() throws(StoreError) -> Set<Digest> {
        try digests(.results, column: 1)
    }

    private func digests(_ table: Table, column: Int32) throws(StoreError) -> Set<Digest> {
        var digests: Set<Digest> = []
        try rows(of: table) { row in if let digest = row.digest(column) { digests.insert(digest) } }
        return digests
    }

    /// Forgets what is known of these files: they are read again before they are trusted.
    package func forget(files paths: [String]) throws(StoreError) {
        try write { database throws(StoreError) in
            for path in paths { try database.run("DELETE FROM files WHERE path = ?", [.text(path)]) }
        }
    }

    /// Forgets that a target broke a gate, where that was kept at this path.
    package func forget(failureAt path: String) throws(StoreError) {
        try write { database throws(StoreError) in
            try database.run("DELETE FROM failures WHERE path = ?", [.text(path)])
        }
    }

    /// The outputs of the last good builds, by the paths at which they were put.
    package func recordedOutputs() throws(StoreError) -> [String: Digest] {
        var outputs: [String: Digest] = [:]
        try rows(of: .targets) { row in
            let path = row.text(4)
            if !path.isEmpty, let output = row.digest(3) { outputs[path] = output }
        }
        return outputs
    }

    /// The contents that something is known of, and that no result, record or file has.
    package func orphanedDescriptions() throws(StoreError) -> Set<Digest> {
        let described = try digests(.measurements, column: 0).union(digests(.members, column: 0))
        return try described.subtracting(digests(.results, column: 1)).subtracting(digests(.files, column: 7))
            .subtracting(digests(.targets, column: 3)).subtracting(digests(.failures, column: 4))
    }

    package func forgetOrphanedDescriptions() throws(StoreError) {
        let orphans = try orphanedDescriptions()
        try write { database throws(StoreError) in
            for content in orphans {
                try database.run("DELETE FROM measurements WHERE output = ?", [.digest(content)])
                try database.run("DELETE FROM members WHERE archive = ?", [.digest(content)])
            }
        }
    }
}
