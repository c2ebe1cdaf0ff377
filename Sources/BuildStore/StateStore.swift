package import BuildGraph

/// The records of earlier runs, in SQLite: a cache of facts. Losing it costs time, never correctness; a
/// damaged or foreign database is set aside and begun anew.
///
/// One connection, used from one place. Reading leaves the disk as it is.
package final class StateStore {
    private var database: Database
    private let isWritable: Bool
    /// What happened to the database, when there is something to say.
    package private(set) var note: String?

    /// Everything that a plan is made from.
    package struct Snapshot: Sendable {
        /// The last good result of each target.
        package var records: [String: Record] = [:]
        package var failures: [String: Failure] = [:]
        /// The bytes of the failures, as kept under `cache/failed`, by digest.
        package var failedOutputs: [Digest: String] = [:]
        package var interrupted: Set<String> = []
        package var files: [String: FileDigest] = [:]
    }

    /// Opens the state for reading, without the lock and without a trace; a state that does not exist or does
    /// not work is an empty one.
    package init(reading: Void) throws(StoreError) {
        isWritable = false
        if Schema.isUsable() {
            database = try Database(path: Workspace.database, access: .readOnly)
        } else {
            database = try Database(path: ":memory:", access: .readWrite)
            try Schema.prepare(database)
        }
    }

    /// Opens the state for writing, under the lock.
    package init(writing lock: borrowing BuildLock) throws(StoreError) {
        isWritable = true
        note = try Schema.setAsideUnlessUsable()
        database = try Database(path: Workspace.database, access: .readWrite)
        try Schema.prepare(database)
    }

    /// Within one boot the page cache is the truth. After a power cut a stat may promise bytes that never
    /// reached the disk: what was written before this boot is read again before it is trusted.
    private func distrustOtherBoots() throws(StoreError) {
        guard try !isOfThisBoot() else { return }
        try write { database throws(StoreError) in
            try database.run("UPDATE files SET examined = 0")
            try database.run("DELETE FROM boot")
            try database.run("INSERT INTO boot (id) VALUES (?)", [.text(bootIdentity())])
        }
    }

    private func isOfThisBoot() throws(StoreError) -> Bool {
        var isSame = false
        try read("SELECT id FROM boot") { row in isSame = row.text(0) == bootIdentity() }
        return isSame
    }

    /// What is recorded. A database that turns out to be damaged is set aside by a writer; a reader finds
    /// nothing in it.
    ///
    /// - Parameter part: The names and files of a few targets, where only they are of interest.
    package func snapshot(of part: Part? = nil) throws(StoreError) -> Snapshot {
        do {
            let snapshot = if let part { try load(part) } else { try load() }
            if isWritable { try distrustOtherBoots() }
            return snapshot
        } catch .damaged {
            if isWritable {
                try giveUp()
                database = try Database(path: Workspace.database, access: .readWrite)
                try Schema.prepare(database)
            }
            return Snapshot()
        }
    }

    /// Sets the database aside. Its connection is closed first: closing removes a log by its name, which must
    /// not be that of the next one.
    private func giveUp() throws(StoreError) {
        database = try Database(path: ":memory:", access: .readWrite)
        if try FileIdentity(path: Workspace.database) != nil { note = try Schema.setAside() }
    }

    /// A few targets of a production, and the files that they read and write.
    package struct Part {
        let names: [String]
        let paths: [String]

        package init(names: [String], paths: [String]) {
            self.names = names
            self.paths = paths
        }
    }

    private func load() throws(StoreError) -> Snapshot {
        var snapshot = Snapshot()
        try loadFailures(into: &snapshot)
        let isTrusted = try isOfThisBoot()
        try read(Self.records) { row in snapshot.addRecord(row) }
        try read(Self.files) { row in snapshot.addFile(row, isTrusted: isTrusted) }
        return snapshot
    }

    private func load(_ part: Part) throws(StoreError) -> Snapshot {
        var snapshot = Snapshot()
        try loadFailures(into: &snapshot)
        let isTrusted = try isOfThisBoot()
        try database.runEach("\(Self.records) WHERE name = ?", part.names.map { [.text($0)] }) { row in
            snapshot.addRecord(row)
        }
        try database.runEach("\(Self.files) WHERE path = ?", part.paths.map { [.text($0)] }) { row in
            snapshot.addFile(row, isTrusted: isTrusted)
        }
        return snapshot
    }

    private static let records = "SELECT name, key, judgement, output FROM targets"
    private static let files =
        "SELECT path, device, inode, size, modified, changed, digest, examined FROM files"

    /// What went wrong lately is little, whatever the size of the production.
    private func loadFailures(into snapshot: inout Snapshot) throws(StoreError) {
        try read("SELECT name, key, judgement, gate, output, path FROM failures") { row in
            snapshot.addFailure(row)
        }
        try read("SELECT name FROM interrupted") { row in snapshot.interrupted.insert(row.text(0)) }
    }

    /// The targets that were being rendered when a run was stopped.
    package func interrupted() -> Set<String> {
        var names: Set<String> = []
        try? read("SELECT name FROM interrupted") { row in names.insert(row.text(0)) }
        return names
    }

    /// Tells this state from any other, also from one that was begun anew in its place.
    package var identity: String { first("SELECT id FROM state", []) { $0.text(0) } ?? "" }

    /// The output that a key gave, in any earlier run.
    package func output(ofKey key: Digest) -> Digest? {
        first("SELECT output FROM results WHERE key = ?", [.digest(key)]) { $0.digest(0) }
    }

    /// Whether bytes of this digest were ever made here: they are then nobody's edit.
    package func made(_ output: Digest) -> Bool {
        first("SELECT 1 FROM results WHERE output = ? LIMIT 1", [.digest(output)]) { _ in true } ?? false
    }

    /// What the last good build of a target was made from.
    package func components(of target: String) -> [Component] { list("components", of: target) }

    /// The gates that the last good build of a target held.
    package func gates(of target: String) -> [Component] { list("gates", of: target) }

    private func list(_ column: String, of target: String) -> [Component] {
        first("SELECT \(column) FROM targets WHERE name = ?", [.text(target)]) {
            Component.decode($0.blob(0))
        } ?? []
    }
}

extension StateStore.Snapshot {
    fileprivate mutating func addRecord(_ row: borrowing Row) {
        guard let key = row.digest(1), let judgement = row.digest(2), let output = row.digest(3) else {
            return
        }
        records[row.text(0)] = Record(key: key, judgement: judgement, output: output)
    }

    fileprivate mutating func addFailure(_ row: borrowing Row) {
        guard let key = row.digest(1), let judgement = row.digest(2) else { return }
        failures[row.text(0)] = Failure(key: key, judgement: judgement, gate: row.text(3))
        if let output = row.digest(4) { failedOutputs[output] = row.text(5) }
    }

    fileprivate mutating func addFile(_ row: borrowing Row, isTrusted: Bool) {
        guard let digest = row.digest(6) else { return }
        let identity = FileIdentity(
            device: row.integer(1), inode: row.integer(2), size: row.integer(3), modified: row.integer(4),
            changed: row.integer(5))
        files[row.text(0)] = FileDigest(
            digest: digest, identity: identity, examined: isTrusted ? row.integer(7) : 0)
    }
}

// MARK: - The connection

extension StateStore {
    func read(
        _ sql: String, _ values: [SQLValue] = [], row: (borrowing Row) -> Void
    ) throws(StoreError) {
        try database.run(sql, values, row: row)
    }

    /// The first row of a result. A look into the cache that fails is a miss.
    private func first<Result>(_ sql: String, _ values: [SQLValue], _ row: (borrowing Row) -> Result?)
        -> Result?
    {
        var result: Result?
        try? read(sql, values) { if result == nil { result = row($0) } }
        return result
    }

    func write(_ body: (borrowing Database) throws(StoreError) -> Void) throws(StoreError) {
        precondition(isWritable, "BUG: the state was opened for reading")
        try database.execute("BEGIN IMMEDIATE")
        do throws(StoreError) {
            try body(database)
            try database.execute("COMMIT")
        } catch {
            try? database.execute("ROLLBACK")
            // This run cannot go on with it; the next one begins anew.
            if case .damaged = error { try giveUp() }
            throw error
        }
    }
}

extension SQLValue {
    static func digest(_ digest: Digest) -> SQLValue {
        .blob(
            [digest.high, digest.low].flatMap { word in
                (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
            })
    }
}

extension Row {
    func digest(_ column: Int32) -> Digest? {
        let bytes = blob(column)
        guard bytes.count == 16 else { return nil }
        let words = [bytes[..<8], bytes[8...]].map { $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        return Digest(high: words[0], low: words[1])
    }
}
