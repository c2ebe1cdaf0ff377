/// One record of the directory, checked as far as it can be without looking elsewhere.
struct ZipDirectoryRecord {
    let name: String
    let fields: ZipMemberFields
    let headerOffset: UInt64

    /// Takes the next record; `index` counts from 0 and is for messages, as is `archive`.
    init(_ directory: inout ZipFields, index: UInt64, archive: String) throws(ArchiveError) {
        func broken(_ what: String) -> ArchiveError {
            .damagedDirectory(archive: archive, fault: .brokenRecord(index: index, what: what))
        }
        guard directory.take() == ZipLayout.recordSignature else { throw broken("its signature is missing") }
        guard directory.skip(2), var fields = ZipMemberFields(&directory),  // made by
            let commentLength = directory.take(UInt16.self), let disk = directory.take(UInt16.self),
            directory.skip(6), let offset = directory.take(UInt32.self),  // attributes
            let nameBytes = directory.take(count: fields.nameLength),
            let extra = directory.take(count: fields.extraLength), directory.skip(Int(commentLength))
        else { throw broken("it is cut short") }
        guard disk == 0 else { throw broken("it is on disk \(disk), expected 0") }
        var headerOffset = UInt64(offset)
        guard fields.widen(from: extra, offset: &headerOffset) else {
            throw broken("its ZIP64 field is missing or too short")
        }
        guard let name = String(validating: nameBytes, as: UTF8.self) else {
            throw .damagedDirectory(archive: archive, fault: .nameNotUTF8(index: index))
        }
        try Self.requireSupport(of: fields, name: name, archive: archive)
        (self.name, self.fields, self.headerOffset) = (name, fields, headerOffset)
    }

    private static func requireSupport(
        of fields: ZipMemberFields, name: String, archive: String
    ) throws(ArchiveError) {
        // The low byte is the version; the high byte once named a system.
        guard fields.version & 0xFF <= ZipLayout.zip64Version else {
            throw .unsupported(archive: archive, feature: "version \(fields.version & 0xFF) of the format")
        }
        // Bits 1 and 2 only say how hard the packer tried.
        guard fields.flags & ~(ZipLayout.utf8Flag | 0b110) == 0 else {
            let flags = String(fields.flags, radix: 16)
            throw .unsupported(
                archive: archive, feature: "encryption, data descriptors or patches (flags 0x\(flags))")
        }
        guard fields.flags & ZipLayout.utf8Flag != 0 || name.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw .unsupported(archive: archive, feature: "a name in a code page that it does not state")
        }
        guard [MemberSummary.storedMethod, MemberSummary.deflateMethod].contains(fields.method) else {
            throw .unsupported(archive: archive, feature: "compression method \(fields.method)")
        }
        guard fields.summary.isConsistent else {
            throw .inconsistentSummary(archive: archive, name: name, summary: fields.summary)
        }
    }
}
