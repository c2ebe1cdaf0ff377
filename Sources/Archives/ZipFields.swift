/// Reads the little-endian fields of a record one after the other, never beyond its end.
struct ZipFields {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isEmpty: Bool { rest.isEmpty }

    mutating func take<Field: FixedWidthInteger>(_ type: Field.Type = Field.self) -> Field? {
        let size = MemoryLayout<Field>.size
        guard size <= rest.count else { return nil }
        let field = rest.withUnsafeBytes { $0.loadUnaligned(as: Field.self) }
        rest.removeFirst(size)
        return Field(littleEndian: field)
    }

    mutating func take(count: Int) -> ArraySlice<UInt8>? {
        guard count <= rest.count else { return nil }
        defer { rest.removeFirst(count) }
        return rest.prefix(count)
    }

    /// Whether there was so much to skip.
    mutating func skip(_ count: Int) -> Bool { take(count: count) != nil }
}
