/// A table of the state. Its last column is a seal over all the others: SQLite's own checks miss a flipped bit
/// within a value, and what these rows say is believed.
struct Table {
    let name: String
    /// What its columns are, without the seal.
    private let columns: [String]
    private let key: String

    /// - Parameter columns: As SQL declares them: `path TEXT NOT NULL`.
    init(_ name: String, key: String, _ columns: String...) {
        self.name = name
        self.columns = columns
        self.key = key
    }

    var width: Int { columns.count }

    var creation: String {
        "CREATE TABLE \(name) (\(columns.joined(separator: ", ")), seal INTEGER NOT NULL, PRIMARY KEY (\(key))) WITHOUT ROWID"
    }

    var columnNames: String { columns.map { $0.prefix { $0 != " " } }.joined(separator: ", ") }
}

extension Table {
    /// The last good result of each target, and where it was put; nowhere for a target that only checks.
    static let targets = Table(
        "targets", key: "name", "name TEXT NOT NULL", "key BLOB NOT NULL", "judgement BLOB NOT NULL",
        "output BLOB NOT NULL", "path TEXT NOT NULL")

    /// What it was made from, in words; apart from the rest, which is read at every start.
    static let origins = Table(
        "origins", key: "name", "name TEXT NOT NULL", "components BLOB NOT NULL", "gates BLOB NOT NULL")

    /// The last attempt at a target, where it broke a gate.
    static let failures = Table(
        "failures", key: "name", "name TEXT NOT NULL", "key BLOB NOT NULL", "judgement BLOB NOT NULL",
        "gate TEXT NOT NULL", "output BLOB", "path TEXT NOT NULL")

    /// Everywhere that bounce has put an output.
    static let places = Table("places", key: "path", "path TEXT NOT NULL")

    /// Targets that were being rendered when a run was stopped.
    static let interrupted = Table("interrupted", key: "name", "name TEXT NOT NULL")

    /// Which bytes a key gave.
    static let results = Table("results", key: "key", "key BLOB NOT NULL", "output BLOB NOT NULL")

    static let measurements = Table(
        "measurements", key: "output, metric", "output BLOB NOT NULL", "metric TEXT NOT NULL", "value REAL",
        "reason TEXT NOT NULL", "frame INTEGER", "length INTEGER", "channel INTEGER")

    static let members = Table(
        "members", key: "archive, name", "archive BLOB NOT NULL", "name TEXT NOT NULL",
        "content BLOB NOT NULL", "codec TEXT NOT NULL", "method INTEGER NOT NULL", "crc32 INTEGER NOT NULL",
        "size INTEGER NOT NULL", "packed INTEGER NOT NULL", "offset INTEGER NOT NULL")

    /// The contents of files, and by which stamps, in which boot and on which mount they are known.
    static let files = Table(
        "files", key: "path", "path TEXT NOT NULL", "device INTEGER NOT NULL", "inode INTEGER NOT NULL",
        "size INTEGER NOT NULL", "modified INTEGER NOT NULL", "changed INTEGER NOT NULL",
        "mount INTEGER NOT NULL", "digest BLOB NOT NULL", "examined INTEGER NOT NULL",
        "boot INTEGER NOT NULL", "synced INTEGER NOT NULL")

    /// How much of the journal of results is in these tables: one row.
    static let journal = Table("journal", key: "name", "name TEXT NOT NULL", "size INTEGER NOT NULL")

    /// What tells this state from any other: one row.
    static let state = Table("state", key: "id", "id TEXT NOT NULL")

    static let all = [
        targets, origins, failures, places, interrupted, results, measurements, members, files, journal,
        state,
    ]
}

extension Database {
    /// Hands the rows that are whole to `row`, all columns of them in their order. One whose seal is broken
    /// counts as missing.
    ///
    /// - Parameter condition: What follows the table's name: `WHERE name = ?`.
    func rows(
        of table: Table, _ condition: String = "", _ values: [SQLValue] = [], row: (borrowing Row) -> Void
    ) throws(StoreError) {
        try run("SELECT \(table.columnNames), seal FROM \(table.name) \(condition)", values) { found in
            if found.integer(Int32(table.width)) == found.seal(of: table) { row(found) }
        }
    }

    /// Puts one row, sealed, in the place of the one with its key.
    func put(_ values: [SQLValue], into table: Table) throws(StoreError) {
        precondition(values.count == table.width, "BUG: a row of \(table.name) with \(values.count) columns")
        let places = String(repeating: "?, ", count: values.count)
        try run(
            "REPLACE INTO \(table.name) (\(table.columnNames), seal) VALUES (\(places)?)",
            values + [.integer(seal(of: values, in: table))])
    }

    /// The rows whose seal is broken, with all their columns.
    func brokenRows(of table: Table) throws(StoreError) -> [[SQLValue]] {
        var broken: [[SQLValue]] = []
        try run("SELECT \(table.columnNames), seal FROM \(table.name)") { found in
            guard found.integer(Int32(table.width)) != found.seal(of: table) else { return }
            broken.append((0...Int32(table.width)).map { found.value($0) })
        }
        return broken
    }

    /// Removes rows that were found broken.
    func remove(_ rows: [[SQLValue]], from table: Table) throws(StoreError) {
        let conditions = (table.columnNames + ", seal").split(separator: ", ").map { "\($0) IS ?" }
        for row in rows {
            try run("DELETE FROM \(table.name) WHERE \(conditions.joined(separator: " AND "))", row)
        }
    }
}
