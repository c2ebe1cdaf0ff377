internal import CSQLite

/// A connection to SQLite, closed when it goes out of scope.
struct Database: ~Copyable {
    private let handle: OpaquePointer
    let path: String

    enum Access { case readOnly, readWrite }

    init(path: String, access: Access) throws(StoreError) {
        var handle: OpaquePointer?
        let code =
            switch access {
            case .readWrite: sqlite3_open_v2(path, &handle, Self.writing, nil)
            case .readOnly: sqlite3_open_v2(Self.uri(forReading: path), &handle, Self.reading, nil)
            }
        guard let handle, code == SQLITE_OK else {
            let message = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "no memory"
            sqlite3_close_v2(handle)
            throw .database(path: path, message: message)
        }
        sqlite3_busy_timeout(handle, 5_000)
        self.handle = handle
        self.path = path
    }

    deinit { sqlite3_close_v2(handle) }

    private static let writing = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    private static let reading = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX

    /// A reader of a database in WAL mode makes its -wal and -shm files, and leaves them behind. Where there is
    /// no log, everything is in the one file, which is then read as one that nobody changes. A build that
    /// begins at that very moment can make a reader miss rows: it calls something stale that is not.
    private static func uri(forReading path: String) -> String {
        let log = (try? FileIdentity(path: path + "-wal"))?.size ?? 0
        return "file:\(path)?\(log > 0 ? "mode=ro" : "immutable=1")"
    }

    /// Runs statements that return nothing.
    func execute(_ sql: String) throws(StoreError) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure() }
    }

    /// Runs one statement with values for its parameters, and hands each row to `row`.
    func run(_ sql: String, _ values: [SQLValue] = [], row: (borrowing Row) -> Void = { _ in })
        throws(StoreError)
    {
        try runEach(sql, [values], row: row)
    }

    /// Runs one statement several times, each time with other values.
    func runEach(_ sql: String, _ rounds: [[SQLValue]], row: (borrowing Row) -> Void = { _ in })
        throws(StoreError)
    {
        var prepared: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &prepared, nil) == SQLITE_OK, let statement = prepared
        else {
            throw failure()
        }
        defer { sqlite3_finalize(statement) }
        for values in rounds {
            sqlite3_reset(statement)
            for (index, value) in values.enumerated() {
                guard value.bind(to: statement, at: Int32(index + 1)) == SQLITE_OK else { throw failure() }
            }
            var code = sqlite3_step(statement)
            while code == SQLITE_ROW {
                row(Row(statement: statement))
                code = sqlite3_step(statement)
            }
            guard code == SQLITE_DONE else { throw failure() }
        }
    }

    private func failure() -> StoreError {
        let message = String(cString: sqlite3_errmsg(handle))
        return switch sqlite3_errcode(handle) & 0xFF {
        // Our statements are right: one that finds an error (1) finds tables that are not ours.
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT, SQLITE_ERROR:
            .damaged(path: path, message: message)
        default: .database(path: path, message: message)
        }
    }
}

/// A value on its way into a statement.
enum SQLValue {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    fileprivate func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        switch self {
        case .null: sqlite3_bind_null(statement, index)
        case .integer(let integer): sqlite3_bind_int64(statement, index, integer)
        case .real(let real): sqlite3_bind_double(statement, index, real)
        case .text(let text): bounce_bind_text(statement, index, text, Int32(text.utf8.count))
        case .blob(let bytes): bounce_bind_blob(statement, index, bytes, Int32(bytes.count))
        }
    }
}

/// One row of a result; valid within the closure that it is handed to.
struct Row: ~Copyable {
    fileprivate let statement: OpaquePointer

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    func real(_ column: Int32) -> Double? {
        sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : sqlite3_column_double(statement, column)
    }

    func text(_ column: Int32) -> String {
        let count = Int(sqlite3_column_bytes(statement, column))
        guard let bytes = sqlite3_column_text(statement, column) else { return "" }
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    func blob(_ column: Int32) -> [UInt8] {
        let count = Int(sqlite3_column_bytes(statement, column))
        guard let bytes = sqlite3_column_blob(statement, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }
}
