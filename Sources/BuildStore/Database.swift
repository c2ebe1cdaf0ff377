internal import BuildGraph
internal import CSQLite

/// A connection to SQLite, closed when it goes out of scope.
struct Database: ~Copyable {
    private let handle: OpaquePointer
    private let statements = Statements()
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
            throw Self.isDenied(code, path) && access == .readWrite
                ? .databaseNotWritten(path: path, message: message)
                : .database(path: path, message: message)
        }
        sqlite3_busy_timeout(handle, 5_000)
        self.handle = handle
        self.path = path
    }

    deinit {
        statements.finalize()
        sqlite3_close_v2(handle)
    }

    // A link in the way is refused, as with all of bounce's own files.
    private static let writing =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW
    private static let reading =
        SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW

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
        guard let statement = statements.take(sql, of: handle) else { throw failure() }
        defer { statements.give(statement, back: sql) }
        for (index, value) in values.enumerated() {
            guard value.bind(to: statement, at: Int32(index + 1)) == SQLITE_OK else { throw failure() }
        }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: row(Row(statement: statement))
            case SQLITE_DONE: return
            default: throw failure()
            }
        }
    }

    private func failure() -> StoreError {
        let message = String(cString: sqlite3_errmsg(handle))
        return switch sqlite3_errcode(handle) & 0xFF {
        // Our statements are right: one that finds an error (1) finds tables that are not ours.
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT, SQLITE_ERROR:
            .damaged(path: path, message: message)
        case let code where Self.isDenied(code, path): .databaseNotWritten(path: path, message: message)
        default: .database(path: path, message: message)
        }
    }

    /// Whether the disk is full, or not ours to write: SQLite calls the first one an I/O error where it is its log that does
    /// not fit.
    private static func isDenied(_ code: Int32, _ path: String) -> Bool {
        switch code & 0xFF {
        case SQLITE_FULL, SQLITE_READONLY, SQLITE_PERM: true
        case SQLITE_IOERR: ((try? freeSpace(at: path)) ?? .max) < 1 << 20
        default: false
        }
    }
}

/// Statements that were prepared before: to prepare one takes longer than to run it.
private final class Statements {
    private var idle: [String: OpaquePointer] = [:]

    /// A statement that nobody else is using; nil where it cannot be prepared.
    func take(_ sql: String, of database: OpaquePointer) -> OpaquePointer? {
        if let statement = idle.removeValue(forKey: sql) { return statement }
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(database, sql, -1, &statement, nil)
        return code == SQLITE_OK ? statement : nil
    }

    func give(_ statement: OpaquePointer, back sql: String) {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
        if let other = idle.updateValue(statement, forKey: sql) { sqlite3_finalize(other) }
    }

    func finalize() {
        for statement in idle.values { sqlite3_finalize(statement) }
        idle = [:]
    }
}

/// A value on its way into a statement.
enum SQLValue {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    /// As SQLite gives it back: it keeps no NaN, and no negative zero.
    static func number(_ number: Double?) -> SQLValue {
        number.flatMap { $0.isNaN ? nil : .real($0 + 0) } ?? .null
    }

    static func whole(_ number: Int?) -> SQLValue { number.map { .integer(Int64($0)) } ?? .null }

    /// As a message shows it.
    var words: String {
        switch self {
        case .null: "nothing"
        case .integer(let integer): "\(integer)"
        case .real(let real): "\(real)"
        case .text(let text): text
        case .blob(let bytes):
            bytes.prefix(16).map { String(UInt16($0) + 256, radix: 16).suffix(2) }.joined()
        }
    }

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

    func whole(_ column: Int32) -> Int? {
        sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : Int(integer(column))
    }

    func text(_ column: Int32) -> String {
        let count = Int(sqlite3_column_bytes(statement, column))
        guard let bytes = sqlite3_column_text(statement, column) else { return "" }
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    /// A digest; nil where it is not as long as one.
    func digest(_ column: Int32) -> Digest? {
        guard sqlite3_column_bytes(statement, column) == 16,
            let bytes = sqlite3_column_blob(statement, column)
        else { return nil }
        let words = UnsafeRawBufferPointer(start: bytes, count: 16)
        return Digest(
            high: UInt64(bigEndian: words.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: words.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }

    /// A value as it is.
    func value(_ column: Int32) -> SQLValue {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: .real(sqlite3_column_double(statement, column))
        case SQLITE_NULL: .null
        case SQLITE_TEXT: .text(text(column))
        default: .blob(blob(column))
        }
    }

    /// Adds a column to what a seal is made of, without a detour over Swift's strings and arrays.
    func append(_ column: Int32, to bytes: inout SealedBytes) {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: bytes.append(2, UInt64(bitPattern: sqlite3_column_int64(statement, column)))
        case SQLITE_FLOAT: bytes.append(3, sqlite3_column_double(statement, column).bitPattern)
        case SQLITE_NULL: bytes.appendNull()
        case let type:
            let count = Int(sqlite3_column_bytes(statement, column))
            let start = sqlite3_column_blob(statement, column)
            bytes.append(type == SQLITE_TEXT ? 1 : 4, UnsafeRawBufferPointer(start: start, count: count))
        }
    }

    func blob(_ column: Int32) -> [UInt8] {
        let count = Int(sqlite3_column_bytes(statement, column))
        guard let bytes = sqlite3_column_blob(statement, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }
}

extension SQLValue {
    static func digest(_ digest: Digest) -> SQLValue {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        for word in [digest.high, digest.low] {
            withUnsafeBytes(of: word.bigEndian) { bytes.append(contentsOf: $0) }
        }
        return .blob(bytes)
    }
}

extension SealedBytes {
    mutating func append(_ value: SQLValue) {
        switch value {
        case .null: appendNull()
        case .text(let text): append(1, text.utf8)
        case .integer(let integer): append(2, UInt64(bitPattern: integer))
        case .real(let real): append(3, real.bitPattern)
        case .blob(let bytes): append(4, bytes)
        }
    }
}
