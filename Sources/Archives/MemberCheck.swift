/// Compares the plain bytes of a member, as they come, with what the directory says.
struct MemberCheck {
    private let entry: ZipEntry
    private let archive: String
    private var checksum = Checksum()
    private var size: UInt64 = 0

    init(entry: ZipEntry, archive: String) {
        self.entry = entry
        self.archive = archive
    }

    mutating func update(_ plain: UnsafeRawBufferPointer) throws(ArchiveError) {
        guard UInt64(plain.count) <= entry.summary.size - size else {
            throw damaged(.tooLong(expected: entry.summary.size))
        }
        size += UInt64(plain.count)
        checksum.update(plain)
    }

    func finish() throws(ArchiveError) {
        guard size == entry.summary.size else { throw cutShort }
        guard checksum.value == entry.summary.crc32 else {
            throw damaged(.checksum(expected: entry.summary.crc32, found: checksum.value))
        }
    }

    /// The packed bytes ended before the content did.
    var cutShort: ArchiveError { damaged(.endsEarly(expected: entry.summary.size, found: size)) }

    func damaged(_ fault: MemberFault) -> ArchiveError {
        .damagedMember(archive: archive, name: entry.name, fault: fault)
    }
}
