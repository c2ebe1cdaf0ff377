/// Reads a ZIP archive that may be damaged or hostile.
///
/// Opening it checks everything but the content: the end records, each record of the directory, the header
/// before each member and that it agrees, that names are safe and unique, and that no two members share
/// bytes. `verify` checks the content. May be used from several tasks at once.
package final class ZipReader: Sendable {
    /// In the order of the directory.
    package let entries: [ZipEntry]
    private let file: SourceFile
    // The directory starts here, so no member reaches further.
    private let limit: UInt64

    package init(path: String) throws(ArchiveError) {
        let file = try SourceFile(path: path)
        let place = try ZipDirectoryPlace(in: file)
        entries = try Self.readDirectory(of: file, at: place)
        limit = place.offset
        try Self.requireNoOverlap(entries, limit: limit, archive: path)
        self.file = file
    }

    /// Unpacks a member of this archive and compares its size and checksum with what the directory says.
    ///
    /// Stops as soon as more comes out than was declared.
    /// - Parameter isCancelled: asked once per piece of 256 KiB; when it says yes,
    ///   `ArchiveError.cancelled`.
    package func verify(
        _ entry: ZipEntry, isCancelled: () -> Bool = { false }
    ) throws(ArchiveError) {
        try read(entry, isCancelled: isCancelled) { _ in }
    }

    /// Like `verify`, and hands on the plain bytes on the way: they are only to be trusted at the end.
    package func read(
        _ entry: ZipEntry, isCancelled: () -> Bool = { false },
        receive: (UnsafeRawBufferPointer) throws(ArchiveError) -> Void
    ) throws(ArchiveError) {
        let local = try ZipLocalHeader(of: entry, in: file, limit: limit)
        guard local.dataOffset == entry.dataOffset else {
            throw .changedWhileRead(path: file.path, sizeBefore: file.size, sizeAfter: file.size)
        }
        var check = MemberCheck(entry: entry, archive: file.path)
        try file.unpack(entry, into: &check, isCancelled, receive)
        try check.finish()
        try file.requireUnchanged()
    }

    private static func readDirectory(
        of file: borrowing SourceFile, at place: ZipDirectoryPlace
    ) throws(ArchiveError) -> [ZipEntry] {
        let bytes = try file.bytes(count: Int(place.size), at: place.offset)
        var directory = ZipFields(bytes[...])
        var names = MemberNames()
        var entries: [ZipEntry] = []
        entries.reserveCapacity(Int(place.members))
        while !directory.isEmpty {
            let record = try ZipDirectoryRecord(&directory, index: UInt64(entries.count), archive: file.path)
            do throws(NameFault) { try names.admit(record.name) } catch {
                throw .refusedName(archive: file.path, name: record.name, fault: error)
            }
            let local = try ZipLocalHeader(of: record, in: file, limit: place.offset)
            entries.append(
                ZipEntry(
                    name: record.name, summary: record.fields.summary, dataOffset: local.dataOffset,
                    headerOffset: record.headerOffset))
        }
        guard UInt64(entries.count) == place.members else {
            let fault = DirectoryFault.disagreement(
                "members", expected: place.members, found: UInt64(entries.count))
            throw .damagedDirectory(archive: file.path, fault: fault)
        }
        return entries
    }

    /// Members that share bytes are how a small archive unpacks to any size.
    private static func requireNoOverlap(
        _ entries: [ZipEntry], limit: UInt64, archive: String
    ) throws(ArchiveError) {
        let sorted = entries.sorted { $0.headerOffset < $1.headerOffset }
        for (first, second) in zip(sorted, sorted.dropFirst())
        where first.dataOffset + first.summary.compressedSize > second.headerOffset {
            throw .damagedDirectory(archive: archive, fault: .overlap(first.name, second.name))
        }
    }
}
