/// The header before the bytes of a member, which must say what the directory says.
struct ZipLocalHeader {
    /// Where the packed bytes start, in bytes.
    let dataOffset: UInt64

    init(
        of record: ZipDirectoryRecord, in file: borrowing SourceFile, limit: UInt64
    ) throws(ArchiveError) {
        try self.init(
            name: record.name, summary: record.fields.summary, at: record.headerOffset, in: file, limit: limit
        )
    }

    init(of entry: ZipEntry, in file: borrowing SourceFile, limit: UInt64) throws(ArchiveError) {
        try self.init(
            name: entry.name, summary: entry.summary, at: entry.headerOffset, in: file, limit: limit)
    }

    /// `limit` is where the directory starts: the member ends before it.
    private init(
        name: String, summary: MemberSummary, at offset: UInt64, in file: borrowing SourceFile, limit: UInt64
    ) throws(ArchiveError) {
        func damaged(_ fault: MemberFault) -> ArchiveError {
            .damagedMember(archive: file.path, name: name, fault: fault)
        }
        func require(_ count: UInt64, at start: UInt64) throws(ArchiveError) {
            guard start <= limit, count <= limit - start else {
                throw damaged(.outsideFile(offset: start, count: count, end: limit))
            }
        }
        let fixed = UInt64(ZipLayout.localSize)
        try require(fixed, at: offset)
        var header = ZipFields(try file.bytes(count: ZipLayout.localSize, at: offset)[...])
        guard header.take() == ZipLayout.localSignature, var fields = ZipMemberFields(&header) else {
            throw damaged(.missingHeader(offset: offset))
        }
        let variable = fields.nameLength + fields.extraLength
        try require(UInt64(variable), at: offset + fixed)
        let bytes = try file.bytes(count: variable, at: offset + fixed)
        guard bytes.prefix(fields.nameLength).elementsEqual(name.utf8) else {
            throw damaged(.headerNameDisagrees)
        }
        var noOffset: UInt64 = 0
        guard fields.widen(from: bytes.dropFirst(fields.nameLength), offset: &noOffset) else {
            throw damaged(.missingHeader(offset: offset))
        }
        if let fault = Self.disagreement(between: summary, and: fields) { throw damaged(fault) }
        dataOffset = offset + fixed + UInt64(variable)
        try require(summary.compressedSize, at: dataOffset)
    }

    private static func disagreement(
        between summary: MemberSummary, and fields: ZipMemberFields
    ) -> MemberFault? {
        let pairs: [(String, UInt64, UInt64)] = [
            ("method", UInt64(summary.compressionMethod), UInt64(fields.method)),
            ("CRC-32", UInt64(summary.crc32), UInt64(fields.crc32)),
            ("packed size", summary.compressedSize, fields.compressedSize),
            ("size", summary.size, fields.size),
        ]
        guard let (field, expected, found) = pairs.first(where: { $0.1 != $0.2 }) else { return nil }
        return .headerDisagrees(field: field, expected: expected, found: found)
    }
}
