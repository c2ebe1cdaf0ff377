internal import BuildGraph

/// The content of a row as bytes: one field behind another, every text behind its length. What a run was like is
/// many small things that nothing is looked up by; one column and one seal hold them all.
struct FieldWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ number: Int64) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ number: Int) { put(Int64(number)) }

    mutating func put(_ number: Double) { put(Int64(bitPattern: number.bitPattern)) }

    mutating func put(_ flag: Bool) { put(flag ? 1 : 0) }

    mutating func put(_ text: String) { put(Array(text.utf8)) }

    mutating func put(_ content: [UInt8]) {
        put(content.count)
        bytes.append(contentsOf: content)
    }

    mutating func put(_ digest: Digest) {
        put(Int64(bitPattern: digest.high))
        put(Int64(bitPattern: digest.low))
    }

    mutating func put<Field>(_ field: Field?, _ body: (inout FieldWriter, Field) -> Void) {
        put(field != nil)
        if let field { body(&self, field) }
    }

    mutating func put<Field>(_ fields: [Field], _ body: (inout FieldWriter, Field) -> Void) {
        put(fields.count)
        for field in fields { body(&self, field) }
    }
}

/// A row that does not hold what was written: it counts as missing.
struct BrokenRow: Error {}

/// Reads the fields back, in the same order.
struct FieldReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// Whether nothing is left: a row of another form holds more.
    var isAtEnd: Bool { rest.isEmpty }

    mutating func number() throws(BrokenRow) -> Int64 {
        guard rest.count >= 8 else { throw BrokenRow() }
        defer { rest = rest.dropFirst(8) }
        return Int64(
            bitPattern: rest.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    mutating func integer() throws(BrokenRow) -> Int { Int(try number()) }

    mutating func real() throws(BrokenRow) -> Double { Double(bitPattern: UInt64(bitPattern: try number())) }

    mutating func flag() throws(BrokenRow) -> Bool { try number() != 0 }

    mutating func content() throws(BrokenRow) -> [UInt8] {
        let count = try integer()
        guard count >= 0, rest.count >= count else { throw BrokenRow() }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    mutating func text() throws(BrokenRow) -> String {
        guard let text = String(validating: try content(), as: UTF8.self) else { throw BrokenRow() }
        return text
    }

    mutating func digest() throws(BrokenRow) -> Digest {
        Digest(high: UInt64(bitPattern: try number()), low: UInt64(bitPattern: try number()))
    }

    mutating func optional<Field>(
        _ body: (inout FieldReader) throws(BrokenRow) -> Field
    ) throws(BrokenRow) -> Field? {
        try flag() ? try body(&self) : nil
    }

    mutating func list<Field>(
        _ body: (inout FieldReader) throws(BrokenRow) -> Field
    ) throws(BrokenRow) -> [Field] {
        let count = try integer()
        // Every field has at least 8 bytes: a count beyond that is no count.
        guard count >= 0, count <= rest.count / 8 else { throw BrokenRow() }
        var fields: [Field] = []
        for _ in 0..<count { fields.append(try body(&self)) }
        return fields
    }
}

extension FieldWriter {
    mutating func put(_ reason: Reason) {
        put(reason.code.rawValue)
        put(reason.what)
        put(reason.from) { $0.put($1) }
        put(reason.to) { $0.put($1) }
    }

    /// The seal of a row, over its fields and whatever names it.
    var seal: Int64 { Int64(bitPattern: Digest(of: bytes).low) }
}

extension FieldReader {
    mutating func reason() throws(BrokenRow) -> Reason {
        guard let code = Reason.Code(rawValue: try text()) else { throw BrokenRow() }
        let what = try text()
        let from = try optional { (reader) throws(BrokenRow) in try reader.text() }
        let to = try optional { (reader) throws(BrokenRow) in try reader.text() }
        return Reason(code, what, from: from, to: to)
    }
}
