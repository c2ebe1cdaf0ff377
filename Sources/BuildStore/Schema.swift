/// The tables of the state, and their version.
enum Schema {
    /// Raised with every change of a table; a database of another version is set aside, not migrated: it is
    /// a cache.
    static let version = 5

    /// Opens the tables for writing, and makes those of a new database.
    ///
    /// - Parameter isDurable: Whether a record is on the disk before it counts. Otherwise nothing is synced for
    ///   each target: within one boot the page cache is the truth.
    static func prepare(_ database: borrowing Database, isDurable: Bool) throws(StoreError) {
        let synchronous = isDurable ? "FULL" : "OFF"
        try database.execute("PRAGMA synchronous = \(synchronous); PRAGMA journal_mode = WAL")
        guard try userVersion(database) == 0 else { return }
        let tables = Table.all.map(\.creation).joined(separator: "; ")
        try database.execute(
            """
            BEGIN IMMEDIATE; \(tables); CREATE INDEX results_by_output ON results (output);
            \(runTables); PRAGMA user_version = \(version); COMMIT
            """)
        var generator = SystemRandomNumberGenerator()
        try database.put([.text(String(generator.next(), radix: 16))], into: .state)
    }

    /// Whether there is a database, of this version, that answers.
    static func isUsable() -> Bool {
        guard (try? FileIdentity(path: Workspace.database)) != nil,
            let database = try? Database(path: Workspace.database, access: .readOnly)
        else { return false }
        // The version stands in the file's header and tells nothing of the tables behind it.
        return (try? userVersion(database)) == Int64(version) && (try? database.run(readsTables)) != nil
    }

    /// Makes SQLite read what tables there are.
    private static let readsTables = "SELECT 1 FROM sqlite_master LIMIT 1"

    /// Moves a database that cannot be used out of the way. Returns what to say about it.
    static func setAsideUnlessUsable() throws(StoreError) -> String? {
        guard let identity = try FileIdentity(path: Workspace.database), identity.size > 0, !isUsable() else {
            return nil
        }
        return try setAside()
    }

    /// Moves the database, to which no connection is open, out of the way. Returns what to say about it.
    static func setAside() throws(StoreError) -> String {
        var number = 1
        while try FileIdentity(path: "\(Workspace.database).bad-\(number)") != nil { number += 1 }
        let aside = "\(Workspace.database).bad-\(number)"
        try move(Workspace.database, to: aside)
        for suffix in ["-wal", "-shm"] { try removeFile(Workspace.database + suffix) }
        return "the state was damaged or of another version: it is now \(aside), and a new one is begun"
    }

    private static func userVersion(_ database: borrowing Database) throws(StoreError) -> Int64 {
        var version: Int64 = 0
        try database.run("PRAGMA user_version") { version = $0.integer(0) }
        return version
    }
}
