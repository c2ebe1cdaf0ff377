/// The tables of the state, and their version.
enum Schema {
    /// Raised with every change of a table; a database of another version is set aside, not migrated: it is
    /// a cache.
    static let version = 3

    /// Opens the tables for writing, and makes those of a new database.
    static func prepare(_ database: borrowing Database) throws(StoreError) {
        // Nothing is synced for each target: within one boot the page cache is the truth.
        try database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF")
        guard try userVersion(database) == 0 else { return }
        try database.execute("BEGIN IMMEDIATE; \(tables); PRAGMA user_version = \(version); COMMIT")
        try database.run("INSERT INTO boot (id) VALUES (?)", [.text(bootIdentity())])
        var generator = SystemRandomNumberGenerator()
        try database.run("INSERT INTO state (id) VALUES (?)", [.text(String(generator.next(), radix: 16))])
    }

    /// Whether there is a database, of this version, that answers.
    static func isUsable() -> Bool {
        guard (try? FileIdentity(path: Workspace.database)) != nil,
            let database = try? Database(path: Workspace.database, access: .readOnly)
        else { return false }
        return (try? userVersion(database)) == Int64(version)
    }

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

    private static let tables = """
        CREATE TABLE targets (
            name TEXT PRIMARY KEY, key BLOB NOT NULL, judgement BLOB NOT NULL, output BLOB NOT NULL,
            components BLOB NOT NULL, gates BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE failures (
            name TEXT PRIMARY KEY, key BLOB NOT NULL, judgement BLOB NOT NULL, gate TEXT NOT NULL,
            output BLOB, path TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE state (id TEXT NOT NULL);
        CREATE TABLE boot (id TEXT NOT NULL);
        CREATE TABLE places (path TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE interrupted (name TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE results (key BLOB PRIMARY KEY, output BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX results_by_output ON results (output);
        CREATE TABLE measurements (
            output BLOB NOT NULL, metric TEXT NOT NULL, value REAL, reason TEXT NOT NULL, seal INTEGER NOT NULL,
            PRIMARY KEY (output, metric)
        ) WITHOUT ROWID;
        CREATE TABLE members (
            archive BLOB NOT NULL, name TEXT NOT NULL, content BLOB NOT NULL, codec TEXT NOT NULL,
            method INTEGER NOT NULL, crc32 INTEGER NOT NULL, size INTEGER NOT NULL, packed INTEGER NOT NULL,
            offset INTEGER NOT NULL, seal INTEGER NOT NULL, PRIMARY KEY (archive, name)
        ) WITHOUT ROWID;
        CREATE TABLE files (
            path TEXT PRIMARY KEY, device INTEGER NOT NULL, inode INTEGER NOT NULL, size INTEGER NOT NULL,
            modified INTEGER NOT NULL, changed INTEGER NOT NULL, digest BLOB NOT NULL, examined INTEGER NOT NULL
        ) WITHOUT ROWID
        """
}
