package import BuildGraph

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The records of earlier runs, in SQLite: a cache of facts. Losing it costs time, never correctness; a
/// damaged or foreign database is set aside and begun anew.
///
/// One connection, used from one place. Reading leaves the disk as it is.
package final class StateStore {
    private(set) var database: Database
    package let isWritable: Bool
    let boot: BootIdentity
    /// Whether what is recorded is on the disk before it counts: see `BuildOptions.isDurable`.
    let isDurable: Bool
    /// Which keys gave which outputs, once more, beside the database: what is left when that is lost.
    var journal: ResultJournal?
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
    /// not work is an empty one, but for the results that the journal tells.
    package init(reading: Void, boot: BootIdentity = .current) throws(StoreError) {
        isWritable = false
        isDurable = false
        self.boot = boot
        if Schema.isUsable() {
            database = try Database(path: Workspace.database, access: .readOnly)
        } else {
            database = try Self.inMemory()
            try ResultJournal.recover(into: database)
        }
    }

    /// Opens the state for writing, under the lock.
    package init(
        writing lock: borrowing BuildLock, isDurable: Bool = false, boot: BootIdentity = .current
    ) throws(StoreError) {
        isWritable = true
        self.isDurable = isDurable
        self.boot = boot
        note = try Schema.setAsideUnlessUsable()
        database = try Self.inMemory()
        do throws(StoreError) {
            try open()
        } catch .damaged {
            // What is broken may lie behind a first page that is whole.
            try setAside()
        }
    }

    /// Whether there are records that this bounce cannot use: damaged ones, or of another version.
    package static var isBeyondUse: Bool { FileIdentity.isThere(Workspace.database) && !Schema.isUsable() }

    private static func inMemory() throws(StoreError) -> Database {
        let database = try Database(path: ":memory:", access: .readWrite)
        try Schema.prepare(database, isDurable: false)
        return database
    }

    /// Opens the database for writing, and begins it where there is none; what only the journal knows is
    /// taken from there.
    private func open() throws(StoreError) {
        if isDurable { try Self.syncEarlierRecords() }
        database = try Database(path: Workspace.database, access: .readWrite)
        try Schema.prepare(database, isDurable: isDurable)
        journal = try ResultJournal(isDurable: isDurable)
        try ResultJournal.recover(into: database)
    }

    /// Has what builds without `--durable` recorded written to the disk, before a durable one counts on it.
    ///
    /// Before SQLite has the files open: to close one of them drops the locks that this process has on it.
    private static func syncEarlierRecords() throws(StoreError) {
        // First what they speak of: a file that was moved away must not be back when its record is gone.
        try syncDirectory(Workspace.outputs)
        for path in [Workspace.database, Workspace.database + "-wal", Workspace.journal]
        where try FileIdentity(path: path) != nil {
            try Descriptor(path, O_RDONLY | O_NONBLOCK).sync()
        }
    }

    /// What is recorded. A database that turns out to be damaged is set aside by a writer; a reader finds
    /// nothing in it.
    ///
    /// - Parameter part: The names and files of a few targets, where only they are of interest.
    package func snapshot(of part: Part? = nil) throws(StoreError) -> Snapshot {
        do {
            if let part { return try load(part) }
            return try load()
        } catch .damaged {
            if isWritable {
                try giveUp()
                try open()
            }
            return Snapshot()
        }
    }

    /// Sets the database aside, and begins another one with what the journal knows.
    package func setAside() throws(StoreError) {
        try giveUp()
        try open()
    }

    /// Sets the database aside. Its connection is closed first: closing removes a log by its name, which must
    /// not be that of the next one.
    package func giveUp() throws(StoreError) {
        database = try Self.inMemory()
        journal = nil
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
        try rows(of: .targets) { row in snapshot.addRecord(row) }
        try rows(of: .files) { row in snapshot.addFile(row, boot) }
        return snapshot
    }

    private func load(_ part: Part) throws(StoreError) -> Snapshot {
        var snapshot = Snapshot()
        try loadFailures(into: &snapshot)
        for name in part.names {
            try rows(of: .targets, "WHERE name = ?", [.text(name)]) { row in snapshot.addRecord(row) }
        }
        for path in part.paths {
            try rows(of: .files, "WHERE path = ?", [.text(path)]) { row in snapshot.addFile(row, boot) }
        }
        return snapshot
    }

    /// What went wrong lately is little, whatever the size of the production.
    private func loadFailures(into snapshot: inout Snapshot) throws(StoreError) {
        try rows(of: .failures) { row in snapshot.addFailure(row) }
        try rows(of: .interrupted) { row in snapshot.interrupted.insert(row.text(0)) }
    }

    /// The targets that were being rendered when a run was stopped.
    package func interrupted() -> Set<String> {
        var names: Set<String> = []
        try? rows(of: .interrupted) { row in names.insert(row.text(0)) }
        return names
    }

    /// Tells this state from any other, also from one that was begun anew in its place.
    package var identity: String { first(.state, "", []) { $0.text(0) } ?? "" }

    /// The output that a key gave, in any earlier run.
    package func output(ofKey key: Digest) -> Digest? {
        first(.results, "WHERE key = ?", [.digest(key)]) { $0.digest(1) }
    }

    /// Whether bytes of this digest were ever made here: they are then nobody's edit.
    package func made(_ output: Digest) -> Bool {
        first(.results, "WHERE output = ?", [.digest(output)]) { _ in true } ?? false
    }

    /// What the last good build of a target was made from.
    package func components(of target: String) -> [Component] { list(1, of: target) }

    /// The gates that the last good build of a target held.
    package func gates(of target: String) -> [Component] { list(2, of: target) }

    private func list(_ column: Int32, of target: String) -> [Component] {
        first(.origins, "WHERE name = ?", [.text(target)]) { Component.decode($0.blob(column)) } ?? []
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

    /// What is known of a file. Stamps prove nothing beyond the boot in which they were read: after a power cut,
    /// they may promise bytes that never reached the disk.
    fileprivate mutating func addFile(_ row: borrowing Row, _ boot: BootIdentity) {
        guard let digest = row.digest(7) else { return }
        let identity = FileIdentity(
            device: row.integer(1), inode: row.integer(2), size: row.integer(3), modified: row.integer(4),
            changed: row.integer(5), mount: UInt64(bitPattern: row.integer(6)))
        let file = FileDigest(
            digest: digest, identity: identity, examined: row.integer(8), isSynced: row.integer(10) != 0)
        let isOfThisBoot = boot.isKnown && UInt64(bitPattern: row.integer(9)) == boot.number
        files[row.text(0)] = isOfThisBoot ? file : file.inAnotherBoot()
    }
}

// MARK: - The connection

extension StateStore {
    func read(
        _ sql: String, _ values: [SQLValue] = [], row: (borrowing Row) -> Void
    ) throws(StoreError) {
        try database.run(sql, values, row: row)
    }

    /// The rows of a table that are whole.
    func rows(
        of table: Table, _ condition: String = "", _ values: [SQLValue] = [], row: (borrowing Row) -> Void
    ) throws(StoreError) {
        try database.rows(of: table, condition, values, row: row)
    }

    /// The first row that is whole. A look into the cache that fails is a miss.
    private func first<Result>(
        _ table: Table, _ condition: String, _ values: [SQLValue], _ row: (borrowing Row) -> Result?
    ) -> Result? {
        var result: Result?
        try? rows(of: table, condition, values) { if result == nil { result = row($0) } }
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
