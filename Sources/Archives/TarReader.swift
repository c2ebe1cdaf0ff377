internal import CArchive

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Reads a tar compressed with Zstandard that may be damaged or hostile, from its first byte to its last.
///
/// Takes regular files with safe, unique names and a stated size, and nothing else: a link, a device, a file
/// with holes is refused, as is what does not say how long it is. Nothing is written anywhere.
package struct TarReader: ~Copyable {
    private let library: TarLibrary
    private let handle: OpaquePointer
    private let file: SourceFile
    private let buffer: ByteBuffer
    private var names: MemberNames
    private var nameBytes = 0

    /// What the names of all members may come to: as much as the largest directory of a ZIP archive.
    private static let mostNameBytes = Int(ZipLayout.largestDirectory)

    package init(path: String) throws(ArchiveError) {
        let file = try SourceFile(path: path)
        let library = try TarLibrary.load()
        handle = try Self.open(file, library)
        self.file = file
        self.library = library
        buffer = ByteBuffer()
        names = MemberNames()
    }

    private static func open(
        _ file: borrowing SourceFile, _ library: TarLibrary
    ) throws(ArchiveError) -> OpaquePointer {
        let functions = library.functions
        guard let handle = functions.archive_read_new() else {
            throw .library("libarchive", code: ENOMEM, path: file.path)
        }
        let codes = [
            functions.archive_read_support_format_tar(handle),
            functions.archive_read_support_filter_zstd(handle),
            functions.archive_read_open_fd(handle, file.descriptor, ByteBuffer.standardSize),
        ]
        guard codes.allSatisfy({ $0 == ARCHIVE_OK }) else {
            let words = library.words(handle)
            _ = functions.archive_read_free(handle)
            throw .tar(archive: file.path, words: words)
        }
        return handle
    }

    deinit { _ = library.functions.archive_read_free(handle) }

    /// The next member; nil at the end. What was not read of the one before is passed over.
    package mutating func next() throws(ArchiveError) -> TarEntry? {
        let (handle, path) = (handle, file.path)
        var entry: OpaquePointer?
        let code = library.withNamesInUTF8 { $0.archive_read_next_header(handle, &entry) }
        if code == libarchive_eof {
            try file.requireUnchanged()
            return nil
        }
        guard code == ARCHIVE_OK, let entry else {
            throw .tar(archive: path, words: library.words(handle))
        }
        let found = try examine(entry)
        nameBytes += found.name.utf8.count
        guard nameBytes <= Self.mostNameBytes else {
            throw .unsupported(archive: path, feature: "more than \(Self.mostNameBytes) bytes of names")
        }
        do throws(NameFault) { try names.admit(found.name) } catch {
            throw .refusedName(archive: path, name: found.name, fault: error)
        }
        return found
    }

    /// The bytes of the member that `next` gave last, piece by piece: exactly as many as it said, or an error.
    package func read(
        _ entry: TarEntry, isCancelled: () -> Bool = { false },
        receive: (UnsafeRawBufferPointer) throws(ArchiveError) -> Void
    ) throws(ArchiveError) {
        var done: UInt64 = 0
        while true {
            if isCancelled() { throw .cancelled(path: file.path) }
            let count = library.functions.archive_read_data(
                handle, buffer.bytes.baseAddress, buffer.bytes.count)
            guard count >= 0 else { throw .tar(archive: file.path, words: library.words(handle)) }
            if count == 0 { break }
            done += UInt64(count)
            guard done <= entry.size else { throw damaged(entry, .tooLong(expected: entry.size)) }
            try receive(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer.bytes)[..<count]))
        }
        guard done == entry.size else {
            throw damaged(entry, .endsEarly(expected: entry.size, found: done))
        }
    }

    private func damaged(_ entry: TarEntry, _ fault: MemberFault) -> ArchiveError {
        .damagedMember(archive: file.path, name: entry.name, fault: fault)
    }

    private func examine(_ entry: OpaquePointer) throws(ArchiveError) -> TarEntry {
        let functions = library.functions
        guard let bytes = functions.archive_entry_pathname(entry), let name = String(validatingCString: bytes)
        else { throw .unsupported(archive: file.path, feature: "a name that is not UTF-8") }
        guard functions.archive_entry_filetype(entry) == libarchive_regular_file,
            functions.archive_entry_hardlink(entry) == nil
        else {
            throw .unsupported(
                archive: file.path, feature: "\(name.debugDescription), which is no regular file")
        }
        guard functions.archive_entry_sparse_count(entry) == 0 else {
            throw .unsupported(archive: file.path, feature: "\(name.debugDescription), a file with holes")
        }
        let size = functions.archive_entry_size(entry)
        guard functions.archive_entry_size_is_set(entry) != 0, size >= 0 else {
            throw .unsupported(archive: file.path, feature: "\(name.debugDescription), which states no size")
        }
        return TarEntry(name: name, size: UInt64(size))
    }
}

/// One member of a tar.
package struct TarEntry: Equatable, Sendable {
    package let name: String
    /// Bytes, as its header says.
    package let size: UInt64
}
