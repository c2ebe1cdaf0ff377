internal import BuildGraph

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Which key gave which bytes, and where they went: a line for each result, written before the database has it.
///
/// When the database is lost, damaged or an older one, this is what tells that the files in `bounces/` are what
/// the manifest asks for: they are recognised by their content, and not rendered again. Lines are only added, each
/// with a checksum of its own; one that is damaged counts as missing, and the next one is found again behind the
/// end of the line. The database knows how much of it is in its tables.
package struct ResultJournal: ~Copyable {
    private let file: Descriptor
    private let isDurable: Bool
    private var size: Int64
    /// Whether what is added has to begin on a new line: the one before may have been cut off.
    private var isBroken = true

    /// Opens the journal to add to it.
    init(isDurable: Bool) throws(StoreError) {
        try Self.trim()
        let file = try Descriptor(Workspace.journal, O_WRONLY | O_CREAT | O_APPEND)
        size = try file.size()
        self.file = file
        self.isDurable = isDurable
    }

    /// Adds a result. Returns the size of the journal with it.
    mutating func append(output: Digest, at path: String, ofKey key: Digest) throws(StoreError) -> Int64 {
        let line = (isBroken ? "\n" : "") + JournalLine(key: key, output: output, path: path).text + "\n"
        if isBroken { size = try file.size() }
        isBroken = true
        try file.write(line.utf8)
        isBroken = false
        size += Int64(line.utf8.count)
        if isDurable { try file.sync() }
        return size
    }
}

extension ResultJournal {
    /// Notes in the database that everything up to this size is in its tables.
    static func note(_ size: Int64, in database: borrowing Database) throws(StoreError) {
        try database.put([.text("results"), .integer(size)], into: .journal)
    }

    /// Takes over what the database does not know: all of it where that is a new one, and otherwise what was
    /// added after its last word. What the database knows itself stands.
    static func recover(into database: borrowing Database) throws(StoreError) {
        guard let size = try FileIdentity(path: Workspace.journal)?.size, size > 0 else { return }
        var known: Int64 = 0
        try database.rows(of: .journal) { row in known = row.integer(1) }
        guard size != known else { return }
        let bytes = try wholeContent(of: Workspace.journal)
        var results: [Digest: JournalLine] = [:]
        for line in bytes.dropFirst(size > known ? Int(known) : 0).split(separator: UInt8(ascii: "\n")) {
            if let line = JournalLine(line) { results[line.key] = line }
        }
        try database.execute("BEGIN")
        do throws(StoreError) {
            for line in results.values {
                try database.put([.digest(line.key), .digest(line.output)], into: .results)
                try database.put([.text(line.path)], into: .places)
            }
            try note(Int64(bytes.count), in: database)
            try database.execute("COMMIT")
        } catch {
            try? database.execute("ROLLBACK")
            throw error
        }
    }

    /// How many lines are damaged.
    package static func brokenLines() throws(StoreError) -> Int {
        guard try FileIdentity(path: Workspace.journal) != nil else { return 0 }
        return try wholeContent(of: Workspace.journal).split(separator: UInt8(ascii: "\n"))
            .count { JournalLine($0) == nil }
    }

    /// Writes it again with the whole lines only.
    package static func removeBrokenLines() throws(StoreError) {
        let lines = try wholeContent(of: Workspace.journal).split(separator: UInt8(ascii: "\n"))
        try replace(with: lines.filter { JournalLine($0) != nil }.flatMap { $0 + [UInt8(ascii: "\n")] })
    }

    private static func replace(with bytes: some Collection<UInt8>) throws(StoreError) {
        let temporary = "\(Workspace.temporaries)/journal"
        try makeDirectory(Workspace.temporaries)
        try removeFile(temporary)
        try Descriptor(temporary, O_WRONLY | O_CREAT | O_EXCL).write(bytes)
        try move(temporary, to: Workspace.journal)
    }

    /// Above this size the older half is forgotten: it costs a rendering, if it is ever asked for.
    private static let largest = 64 << 20

    private static func trim() throws(StoreError) {
        guard let size = try FileIdentity(path: Workspace.journal)?.size, size > largest else { return }
        let bytes = try wholeContent(of: Workspace.journal)
        let rest = bytes.dropFirst(bytes.count / 2).drop { $0 != UInt8(ascii: "\n") }
        try replace(with: rest)
    }
}

/// One result, as its line has it: `checksum key output path`. A path has no control character in it, and so no end
/// of a line.
struct JournalLine: Equatable {
    let key: Digest
    let output: Digest
    let path: String

    init(key: Digest, output: Digest, path: String) {
        self.key = key
        self.output = output
        self.path = path
    }

    /// Nil where the line is not whole.
    init?(_ line: some Collection<UInt8>) {
        let words = String(decoding: line, as: UTF8.self)
            .split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        guard words.count == 4, let key = Digest(text: words[1]), let output = Digest(text: words[2]) else {
            return nil
        }
        self.init(key: key, output: output, path: String(words[3]))
        guard text.utf8.elementsEqual(line) else { return nil }
    }

    /// With its checksum in front, which is over all that follows.
    var text: String {
        let content = "\(key.text) \(output.text) \(path)"
        return "\(Digest(high: 0, low: checksum(of: Array(content.utf8))).hexadecimal.suffix(16)) \(content)"
    }
}
