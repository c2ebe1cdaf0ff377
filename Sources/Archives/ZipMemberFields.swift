/// What the header before a member and its record in the directory both say.
struct ZipMemberFields {
    let version: UInt16
    let flags: UInt16
    let method: UInt16
    let crc32: UInt32
    private(set) var compressedSize: UInt64
    private(set) var size: UInt64
    let nameLength: Int
    let extraLength: Int

    /// Takes the fields from the version to the length of the extra field.
    init?(_ fields: inout ZipFields) {
        guard let version = fields.take(UInt16.self), let flags = fields.take(UInt16.self),
            let method = fields.take(UInt16.self), fields.skip(4),  // time and date
            let crc32 = fields.take(UInt32.self),
            let compressedSize = fields.take(UInt32.self), let size = fields.take(UInt32.self),
            let nameLength = fields.take(UInt16.self), let extraLength = fields.take(UInt16.self)
        else { return nil }
        (self.version, self.flags, self.method, self.crc32) = (version, flags, method, crc32)
        (self.compressedSize, self.size) = (UInt64(compressedSize), UInt64(size))
        (self.nameLength, self.extraLength) = (Int(nameLength), Int(extraLength))
    }

    var summary: MemberSummary {
        MemberSummary(crc32: crc32, size: size, compressedSize: compressedSize, compressionMethod: method)
    }

    /// Replaces what stands for "see ZIP64" by what the extra field says; false where it does not say it.
    /// The offset is the directory's only.
    mutating func widen(from extra: ArraySlice<UInt8>, offset: inout UInt64) -> Bool {
        let marker = UInt64(ZipLayout.marker32)
        guard size == marker || compressedSize == marker || offset == marker else { return true }
        guard var wide = Self.zip64Field(in: extra) else { return false }
        func replace(_ field: inout UInt64) -> Bool {
            guard field == marker else { return true }
            guard let value = wide.take(UInt64.self) else { return false }
            field = value
            return true
        }
        return replace(&size) && replace(&compressedSize) && replace(&offset)
    }

    private static func zip64Field(in extra: ArraySlice<UInt8>) -> ZipFields? {
        var fields = ZipFields(extra)
        while let tag = fields.take(UInt16.self), let length = fields.take(UInt16.self) {
            guard let content = fields.take(count: Int(length)) else { return nil }
            if tag == ZipLayout.zip64Tag { return ZipFields(content) }
        }
        return nil
    }
}
