/// Writes a ZIP archive of members that are packed already.
///
/// The same names, summaries and bytes give the same archive to the bit: time stamps and attributes are
/// pinned, there is no comment, no data descriptor and no extra field but ZIP64's where a size, an offset
/// or the number of members asks for it. An archive that is not finished is removed; after an error it
/// can only be dropped.
package struct ZipWriter: ~Copyable {
    private var file: NewFile
    private let thresholds: Zip64Thresholds
    private var names = MemberNames()
    private var lastName: String?
    private var members: UInt64 = 0
    private var directory: [UInt8] = []
    private var failure: ArchiveError?

    /// Creates the archive at `path`, where nothing may stand.
    ///
    /// - Parameter observe: Sees every byte of the archive, in order, once it is written.
    package init(
        path: String, observing observe: ((UnsafeRawBufferPointer) -> Void)? = nil
    ) throws(ArchiveError) {
        self.init(file: try NewFile(path: path, observing: observe))
    }

    init(file: consuming NewFile, thresholds: Zip64Thresholds = Zip64Thresholds()) {
        self.file = file
        self.thresholds = thresholds
    }

    /// Copies a packed member in: `summary.compressedSize` bytes from byte `offset` of the file at `path`,
    /// which is what `compressMember` wrote, or an older archive (see `ZipEntry.dataOffset`).
    ///
    /// Names are relative, in UTF-8, and come in ascending byte order (`beginAppendix`
    /// begins it anew); see `NameFault` for what is refused.
    /// - Returns: where its packed bytes start in this archive, in bytes.
    @discardableResult
    package mutating func add(
        name: String, summary: MemberSummary, from path: String, offset: UInt64 = 0
    ) throws(ArchiveError) -> UInt64 {
        let bytes = PackedBytes(path: path, offset: offset, count: summary.compressedSize)
        return try add(name: name, summary: summary, from: [bytes])
    }

    /// Copies a packed member in, whose bytes are in several places, in this order.
    @discardableResult
    package mutating func add(
        name: String, summary: MemberSummary, from places: [PackedBytes]
    ) throws(ArchiveError) -> UInt64 {
        if let failure { throw failure }
        do throws(ArchiveError) {
            return try append(name: name, summary: summary, from: places)
        } catch {
            // A caller that goes on after an error would finish an archive that lacks a member.
            failure = error
            throw error
        }
    }

    /// From here on, names begin anew in their order: what follows is about the members before it, and can be
    /// written only when those are known. No name comes twice all the same.
    package mutating func beginAppendix() { lastName = nil }

    /// Writes the directory and closes the archive, which is complete only after this.
    package consuming func finish() throws(ArchiveError) {
        if let failure { throw failure }
        let end = ZipEnd(
            members: members, directoryOffset: file.position, directorySize: UInt64(directory.count),
            thresholds: thresholds)
        directory.append(contentsOf: end.bytes)
        try file.write(directory)
        try file.finish()
    }

    private mutating func append(
        name: String, summary: MemberSummary, from places: [PackedBytes]
    ) throws(ArchiveError) -> UInt64 {
        try admit(name)
        guard summary.isConsistent, places.reduce(0, { $0 + $1.count }) == summary.compressedSize else {
            throw .inconsistentSummary(archive: file.path, name: name, summary: summary)
        }
        for place in places { try SourceFile(path: place.path).require(count: place.count, at: place.offset) }
        let record = ZipMemberRecord(
            name: name, summary: summary, headerOffset: file.position, thresholds: thresholds)
        try file.write(record.localHeader)
        let start = file.position
        for place in places {
            let source = try SourceFile(path: place.path)
            try file.copy(place.count, from: source, at: place.offset)
            try source.requireUnchanged()
        }
        directory.append(contentsOf: record.directoryRecord)
        guard directory.count <= ZipLayout.largestDirectory else {
            throw .unsupported(archive: file.path, feature: ZipLayout.oversizedDirectory)
        }
        members += 1
        return start
    }

    private mutating func admit(_ name: String) throws(ArchiveError) {
        do throws(NameFault) {
            if let lastName, !lastName.utf8.lexicographicallyPrecedes(name.utf8) {
                let isSame = lastName.utf8.elementsEqual(name.utf8)
                throw isSame ? .taken(by: lastName) : .notSorted(after: lastName)
            }
            try names.admit(name)
        } catch {
            throw .refusedName(archive: file.path, name: name, fault: error)
        }
        lastName = name
    }
}

/// Packed bytes of a member, or of a part of it: so many from an offset in a file.
package struct PackedBytes: Sendable {
    package let path: String
    package let offset: UInt64
    package let count: UInt64

    package init(path: String, offset: UInt64, count: UInt64) {
        self.path = path
        self.offset = offset
        self.count = count
    }
}
