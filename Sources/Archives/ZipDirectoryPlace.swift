/// Where the directory of an archive is, and how many members it lists, as its end records say.
struct ZipDirectoryPlace {
    private(set) var offset: UInt64
    private(set) var size: UInt64
    private(set) var members: UInt64

    /// Finds the end record from the back, since a comment of any length may follow it, and then the
    /// directory, which must end exactly where the end records start.
    init(in file: borrowing SourceFile) throws(ArchiveError) {
        let tailSize = Int(min(file.size, UInt64(ZipLayout.endSize + ZipLayout.longestComment)))
        let tailOffset = file.size - UInt64(tailSize)
        let tail = try file.bytes(count: tailSize, at: tailOffset)
        guard let (start, end) = Self.lastEndRecord(in: tail) else {
            throw .damagedDirectory(archive: file.path, fault: .noEndRecord)
        }
        (offset, size, members) = (UInt64(end.offset), UInt64(end.size), UInt64(end.members))
        var limit = tailOffset + UInt64(start)
        if end.mayBeWide, let wide = try ZipWideEnd(in: file, before: limit) {
            try wide.requireAgreement(with: end, archive: file.path)
            (offset, size, members, limit) = (wide.offset, wide.size, wide.members, wide.start)
        }
        do throws(DirectoryFault) {
            try check(limit: limit, disksAreOne: end.isOnOneDisk)
        } catch {
            throw .damagedDirectory(archive: file.path, fault: error)
        }
        guard size <= ZipLayout.largestDirectory else {
            throw .unsupported(archive: file.path, feature: ZipLayout.oversizedDirectory)
        }
    }

    private func check(limit: UInt64, disksAreOne: Bool) throws(DirectoryFault) {
        guard offset <= limit, size <= limit - offset else {
            throw .outsideFile(offset: offset, count: size, size: limit)
        }
        guard offset + size == limit else {
            throw .disagreement("end of the directory", expected: limit, found: offset + size)
        }
        guard members <= size / UInt64(ZipLayout.recordSize) else {
            throw .disagreement(
                "members in \(size) bytes of directory, at most",
                expected: size / UInt64(ZipLayout.recordSize), found: members)
        }
        guard disksAreOne else { throw .disagreement("disks", expected: 1, found: 2) }
    }

    private static func lastEndRecord(in tail: [UInt8]) -> (start: Int, end: ZipEndFields)? {
        guard tail.count >= ZipLayout.endSize else { return nil }
        let last = tail.count - ZipLayout.endSize
        // 0x50 is the first byte of every signature.
        for start in stride(from: last, through: 0, by: -1) where tail[start] == 0x50 {
            let after = last - start
            if let end = ZipEndFields(tail[start...]), end.commentLength == after { return (start, end) }
        }
        return nil
    }
}

/// The end record as it stands in the file.
struct ZipEndFields {
    let members: UInt16
    let size: UInt32
    let offset: UInt32
    let commentLength: UInt16
    let isOnOneDisk: Bool

    /// Some field is full, which in an archive with a wide end record means "see there".
    var mayBeWide: Bool {
        members == ZipLayout.marker16 || size == ZipLayout.marker32 || offset == ZipLayout.marker32
    }

    init?(_ bytes: ArraySlice<UInt8>) {
        var fields = ZipFields(bytes)
        guard fields.take() == ZipLayout.endSignature,
            let disk = fields.take(UInt16.self), let directoryDisk = fields.take(UInt16.self),
            let here = fields.take(UInt16.self), let members = fields.take(UInt16.self),
            let size = fields.take(UInt32.self), let offset = fields.take(UInt32.self),
            let commentLength = fields.take(UInt16.self)
        else { return nil }
        (self.members, self.size, self.offset, self.commentLength) = (members, size, offset, commentLength)
        isOnOneDisk = disk == 0 && directoryDisk == 0 && here == members
    }
}

/// The wide (ZIP64) end record.
struct ZipWideEnd {
    let start: UInt64
    let members: UInt64
    let size: UInt64
    let offset: UInt64

    /// Nil where no locator stands before `limit`: then the archive has no wide end record, and full
    /// fields mean what they say.
    init?(in file: borrowing SourceFile, before limit: UInt64) throws(ArchiveError) {
        let locatorSize = UInt64(ZipLayout.zip64LocatorSize)
        guard limit >= locatorSize else { return nil }
        let locator = try file.bytes(count: ZipLayout.zip64LocatorSize, at: limit - locatorSize)
        var fields = ZipFields(locator[...])
        guard fields.take() == ZipLayout.zip64LocatorSignature,
            let disk = fields.take(UInt32.self), let start = fields.take(UInt64.self),
            let disks = fields.take(UInt32.self)
        else { return nil }
        let wideSize = UInt64(ZipLayout.zip64EndSize)
        guard disk == 0, disks == 1 else {
            throw .damagedDirectory(
                archive: file.path, fault: .disagreement("disks", expected: 1, found: UInt64(disks)))
        }
        guard limit - locatorSize >= wideSize, start == limit - locatorSize - wideSize else {
            let found = limit.subtractingReportingOverflow(locatorSize + wideSize).partialValue
            throw .damagedDirectory(
                archive: file.path,
                fault: .disagreement("place of the ZIP64 end record", expected: found, found: start))
        }
        let bytes = try file.bytes(count: ZipLayout.zip64EndSize, at: start)
        guard let end = Self(start: start, bytes: bytes) else {
            throw .damagedDirectory(
                archive: file.path, fault: .missingRecord("the ZIP64 end record", offset: start))
        }
        self = end
    }

    private init?(start: UInt64, bytes: [UInt8]) {
        var fields = ZipFields(bytes[...])
        guard fields.take() == ZipLayout.zip64EndSignature,
            fields.take() == UInt64(ZipLayout.zip64EndSize - 12), fields.skip(4),
            fields.take() == UInt32(0), fields.take() == UInt32(0),
            let here = fields.take(UInt64.self), let members = fields.take(UInt64.self), here == members,
            let size = fields.take(UInt64.self), let offset = fields.take(UInt64.self)
        else { return nil }
        (self.start, self.members, self.size, self.offset) = (start, members, size, offset)
    }

    /// The short end record says the same, or that it cannot say.
    func requireAgreement(with end: ZipEndFields, archive: String) throws(ArchiveError) {
        let pairs = [
            ("members", members, UInt64(end.members), UInt64(ZipLayout.marker16)),
            ("size of the directory", size, UInt64(end.size), UInt64(ZipLayout.marker32)),
            ("offset of the directory", offset, UInt64(end.offset), UInt64(ZipLayout.marker32)),
        ]
        for (field, wide, short, marker) in pairs where short != marker && short != wide {
            throw .damagedDirectory(
                archive: archive, fault: .disagreement(field, expected: wide, found: short))
        }
    }
}
