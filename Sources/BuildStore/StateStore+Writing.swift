package import BuildGraph

/// A target that came out well: what is recorded of it.
package struct Success: Sendable {
    package let name: String
    package let record: Record
    package let components: [Component]
    package let gates: [Component]

    package init(name: String, record: Record, components: [Component], gates: [Component]) {
        self.name = name
        self.record = record
        self.components = components
        self.gates = gates
    }
}

extension StateStore {
    /// Notes that a key gave these bytes, what was measured on them and where they go: before they are put in
    /// place, so that a kill in between cannot make them look like somebody's edit.
    package func remember(
        output: Digest, at path: String, ofKey key: Digest, _ measurements: [StoredMeasurement]
    ) throws(StoreError) {
        try write { database throws(StoreError) in
            try database.run(
                "REPLACE INTO results (key, output) VALUES (?, ?)", [.digest(key), .digest(output)])
            try database.run("REPLACE INTO places (path) VALUES (?)", [.text(path)])
            for measurement in measurements { try measurement.put(of: output, into: database) }
        }
    }

    /// Notes what was measured on bytes that bounce did not make.
    package func remember(_ measurements: [StoredMeasurement], of content: Digest) throws(StoreError) {
        guard !measurements.isEmpty else { return }
        try write { database throws(StoreError) in
            for measurement in measurements { try measurement.put(of: content, into: database) }
        }
    }

    /// Everywhere that bounce has ever put an output.
    package func places() throws(StoreError) -> Set<String> {
        var places: Set<String> = []
        try read("SELECT path FROM places") { row in places.insert(row.text(0)) }
        return places
    }

    /// Forgets a place: what was there is retired.
    package func forget(place path: String) throws(StoreError) {
        try write { database throws(StoreError) in
            try database.run("DELETE FROM places WHERE path = ?", [.text(path)])
        }
    }

    /// Forgets that targets were interrupted: they turned out to be up to date.
    package func forget(interrupted names: Set<String>) throws(StoreError) {
        guard !names.isEmpty else { return }
        try write { database throws(StoreError) in
            for name in names { try database.run("DELETE FROM interrupted WHERE name = ?", [.text(name)]) }
        }
    }

    /// Records that a target is built: the last step, in one transaction.
    package func record(_ success: Success, files: [String: FileDigest]) throws(StoreError) {
        try write { database throws(StoreError) in
            try database.run(
                """
                REPLACE INTO targets (name, key, judgement, output, components, gates)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [
                    .text(success.name), .digest(success.record.key), .digest(success.record.judgement),
                    .digest(success.record.output), .blob(Component.canonicalBytes(of: success.components)),
                    .blob(Component.canonicalBytes(of: success.gates)),
                ])
            try database.run("DELETE FROM failures WHERE name = ?", [.text(success.name)])
            try database.run("DELETE FROM interrupted WHERE name = ?", [.text(success.name)])
            try Self.put(files, into: database)
        }
    }

    /// Records that a target broke a gate, and where its bytes are kept.
    package func record(
        _ failure: Failure, of name: String, output: Digest?, path: String, files: [String: FileDigest]
    ) throws(StoreError) {
        try write { database throws(StoreError) in
            try database.run(
                "REPLACE INTO failures (name, key, judgement, gate, output, path) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .text(name), .digest(failure.key), .digest(failure.judgement), .text(failure.gate),
                    output.map(SQLValue.digest) ?? .null, .text(path),
                ])
            try database.run("DELETE FROM interrupted WHERE name = ?", [.text(name)])
            try Self.put(files, into: database)
        }
    }

    /// Notes which targets were being rendered when the run was stopped.
    package func record(interrupted names: [String]) throws(StoreError) {
        try write { database throws(StoreError) in
            for name in names {
                try database.run("REPLACE INTO interrupted (name) VALUES (?)", [.text(name)])
            }
        }
    }

    /// Notes the contents of files that had to be read.
    package func remember(files: [String: FileDigest]) throws(StoreError) {
        guard !files.isEmpty else { return }
        try write { database throws(StoreError) in try Self.put(files, into: database) }
    }

    private static func put(_ files: [String: FileDigest], into database: borrowing Database)
        throws(StoreError)
    {
        for (path, file) in files.sorted(by: { $0.key < $1.key }) {
            try database.run(
                """
                REPLACE INTO files (path, device, inode, size, modified, changed, digest, examined)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .text(path), .integer(file.identity.device), .integer(file.identity.inode),
                    .integer(file.identity.size), .integer(file.identity.modified),
                    .integer(file.identity.changed),
                    .digest(file.digest), .integer(file.examined),
                ])
        }
    }
}
