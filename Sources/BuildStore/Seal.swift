internal import BuildGraph

/// What a row is sealed with: SQLite does not notice every flipped bit, and what these rows say is believed
/// without looking at the bytes again. A row whose seal is broken counts as missing.
/// None of the parts holds a NUL.
func seal(_ parts: [String]) -> Int64 {
    Int64(bitPattern: Digest(of: Array(parts.joined(separator: "\0").utf8)).low)
}

/// The seal of a row on its way into a table.
func seal(of values: [SQLValue], in table: Table) -> Int64 {
    var bytes = SealedBytes(table)
    for value in values { bytes.append(value) }
    return bytes.seal
}

extension Row {
    /// The seal that belongs to the columns of a row, but for its last one, which is the seal it has.
    func seal(of table: Table) -> Int64 {
        var bytes = SealedBytes(table)
        for column in 0..<Int32(table.width) { append(column, to: &bytes) }
        return bytes.seal
    }
}

/// The bytes that a seal is made of: the table, then every value behind its kind and its length, so that no two
/// rows share them.
struct SealedBytes {
    private var bytes: [UInt8] = []

    init(_ table: Table) {
        bytes.reserveCapacity(256)
        append(1, table.name.utf8)
    }

    var seal: Int64 { Int64(bitPattern: checksum(of: bytes)) }

    mutating func appendNull() { bytes.append(0) }

    mutating func append(_ kind: UInt8, _ content: some Collection<UInt8>) {
        bytes.append(kind)
        append(UInt64(content.count))
        bytes.append(contentsOf: content)
    }

    mutating func append(_ kind: UInt8, _ word: UInt64) {
        bytes.append(kind)
        append(word)
    }

    private mutating func append(_ word: UInt64) {
        withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
