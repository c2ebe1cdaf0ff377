package import BuildGraph

/// A target that came out well: what is recorded of it.
package struct Success: Sendable {
    package let name: String
    package let record: Record
    /// Where its output was put; empty for a target without one.
    package let path: String
    package let components: [Component]
    package let gates: [Component]

    package init(
        name: String, record: Record, path: String = "", components: [Component], gates: [Component]
    ) {
        self.name = name
        self.record = record
        self.path = path
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
        let size = try journal?.append(output: output, at: path, ofKey: key)
        try write { database throws(StoreError) in
            try database.put([.digest(key), .digest(output)], into: .results)
            try database.put([.text(path)], into: .places)
            if let size { try ResultJournal.note(size, in: database) }
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
        try rows(of: .places) { row in places.insert(row.text(0)) }
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

    /// Forgets that a target broke a gate: what broke it was taken back.
    package func forget(failure name: String) throws(StoreError) {
        try write { database throws(StoreError) in
            try database.run("DELETE FROM failures WHERE name = ?", [.text(name)])
        }
    }

    /// Records that a target is built: the last step, in one transaction. What the run did with it is part of it,
    /// so that the history never differs from the records.
    package func record(
        _ success: Success, files: [String: FileDigest], run: (number: Int, entry: RunTarget)? = nil
    ) throws(StoreError) {
        try write { database throws(StoreError) in
            try database.put(
                [
                    .text(success.name), .digest(success.record.key), .digest(success.record.judgement),
                    .digest(success.record.output), .text(success.path),
                ], into: .targets)
            try database.put(
                [
                    .text(success.name), .blob(Component.canonicalBytes(of: success.components)),
                    .blob(Component.canonicalBytes(of: success.gates)),
                ], into: .origins)
            try database.run("DELETE FROM failures WHERE name = ?", [.text(success.name)])
            try database.run("DELETE FROM interrupted WHERE name = ?", [.text(success.name)])
            try put(files, into: database)
            if let run { try run.entry.put(ofRun: run.number, into: database) }
        }
    }

    /// Records that a target broke a gate, and where its bytes are kept.
    package func record(
        _ failure: Failure, of name: String, output: Digest?, path: String, files: [String: FileDigest]
    ) throws(StoreError) {
        try write { database throws(StoreError) in
            try database.put(
                [
                    .text(name), .digest(failure.key), .digest(failure.judgement), .text(failure.gate),
                    output.map(SQLValue.digest) ?? .null, .text(path),
                ], into: .failures)
            try database.run("DELETE FROM interrupted WHERE name = ?", [.text(name)])
            try put(files, into: database)
        }
    }

    /// Notes which targets were being rendered when the run was stopped.
    package func record(interrupted names: [String]) throws(StoreError) {
        try write { database throws(StoreError) in
            for name in names { try database.put([.text(name)], into: .interrupted) }
        }
    }

    /// Notes the contents of files that had to be read.
    package func remember(files: [String: FileDigest]) throws(StoreError) {
        guard !files.isEmpty else { return }
        try write { database throws(StoreError) in try put(files, into: database) }
    }

    private func put(
        _ files: [String: FileDigest], into database: borrowing Database
    ) throws(StoreError) {
        for (path, file) in files.sorted(by: { $0.key < $1.key }) {
            let identity = file.identity
            try database.put(
                [
                    .text(path), .integer(identity.device), .integer(identity.inode), .integer(identity.size),
                    .integer(identity.modified), .integer(identity.changed),
                    .integer(Int64(bitPattern: identity.mount)), .digest(file.digest),
                    .integer(file.examined), .integer(Int64(bitPattern: boot.number)),
                    .integer(file.isSynced ? 1 : 0),
                ], into: .files)
        }
    }
}
