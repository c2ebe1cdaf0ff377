internal import CArchive

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Writes a tar compressed with Zstandard, member after member, as they stream in.
///
/// The same names and bytes give the same archive to the bit, for one version of libarchive and libzstd: time
/// stamps are pinned to 1980, owners are 0 and have no names, and the form is plain ustar wherever that can say
/// it (pax headers hold longer names and sizes). An archive that is not finished is removed.
package struct TarWriter: ~Copyable {
    private let library: TarLibrary
    private let handle: OpaquePointer
    private let sink: Sink
    private let path: String
    private var names: MemberNames

    /// 1980-01-01 00:00 UTC, as in our ZIP archives. The beginning of 1970 would be refused as implausible by
    /// some.
    static let pinnedTime = 315_532_800

    /// Creates the archive at `path`, where nothing may stand.
    ///
    /// - Parameters:
    ///   - level: 1 (quick) … 19 (small).
    ///   - observe: Sees every byte of the archive, in order, once it is written.
    package init(
        path: String, level: Int, observing observe: ((UnsafeRawBufferPointer) -> Void)? = nil
    ) throws(ArchiveError) {
        guard Zstandard.levels.contains(level) else { throw .unknownLevel(level, path: path) }
        let library = try TarLibrary.load()
        let sink = Sink(file: try NewFile(path: path, observing: observe))
        handle = try Self.open(library, level, sink, path)
        self.library = library
        self.sink = sink
        self.path = path
        names = MemberNames()
    }

    deinit { _ = library.functions.archive_write_free(handle) }

    /// Adds a member of `size` bytes, which `content` hands over in pieces.
    ///
    /// Names are relative and safe to unpack anywhere; see `NameFault` for what is refused.
    package mutating func add(
        name: String, size: UInt64,
        content: (_ write: (UnsafeRawBufferPointer) throws(ArchiveError) -> Void) throws(ArchiveError) -> Void
    ) throws(ArchiveError) {
        do throws(NameFault) { try names.admit(name) } catch {
            throw .refusedName(archive: path, name: name, fault: error)
        }
        try writeHeader(name, size)
        var left = size
        let (library, handle, sink, path) = (library, handle, sink, path)
        try content { (bytes) throws(ArchiveError) in
            guard UInt64(bytes.count) <= left else {
                throw .changedWhileRead(
                    path: name, sizeBefore: size, sizeAfter: size + UInt64(bytes.count) - left)
            }
            let count = library.functions.archive_write_data(handle, bytes.baseAddress, bytes.count)
            try Self.require(count == bytes.count, library, handle, sink, path)
            left -= UInt64(bytes.count)
        }
        // libarchive would fill what is missing with zeros.
        guard left == 0 else { throw .changedWhileRead(path: name, sizeBefore: size, sizeAfter: size - left) }
    }

    /// Adds a member of these bytes.
    package mutating func add(name: String, bytes: [UInt8]) throws(ArchiveError) {
        try add(name: name, size: UInt64(bytes.count)) { (write) throws(ArchiveError) in
            try bytes.withUnsafeBufferPointer { (bytes) throws(ArchiveError) in
                try write(UnsafeRawBufferPointer(bytes))
            }
        }
    }

    /// Copies a file in.
    package mutating func add(
        name: String, from source: String, isCancelled: () -> Bool = { false }
    ) throws(ArchiveError) {
        let file = try SourceFile(path: source)
        let buffer = ByteBuffer()
        try add(name: name, size: file.size) { (write) throws(ArchiveError) in
            var done: UInt64 = 0
            while done < file.size {
                if isCancelled() { throw .cancelled(path: source) }
                let piece = UnsafeMutableRawBufferPointer(
                    rebasing: buffer.bytes[..<Int(min(file.size - done, UInt64(buffer.bytes.count)))])
                try file.read(into: piece, at: done)
                try write(UnsafeRawBufferPointer(piece))
                done += UInt64(piece.count)
            }
        }
        try file.requireUnchanged()
    }

    /// Writes the end and closes the archive, which is complete only after this.
    package consuming func finish() throws(ArchiveError) {
        let code = library.functions.archive_write_close(handle)
        try Self.require(code == ARCHIVE_OK, library, handle, sink, path)
        try sink.finish()
    }

    private func writeHeader(_ name: String, _ size: UInt64) throws(ArchiveError) {
        let code = library.withNamesInUTF8 { functions -> Int32 in
            let entry = functions.archive_entry_new()
            defer { functions.archive_entry_free(entry) }
            functions.archive_entry_set_pathname_utf8(entry, name)
            functions.archive_entry_set_size(entry, Int64(clamping: size))
            functions.archive_entry_set_filetype(entry, libarchive_regular_file)
            functions.archive_entry_set_perm(entry, 0o644)
            functions.archive_entry_set_mtime(entry, time_t(Self.pinnedTime), 0)
            return functions.archive_write_header(handle, entry)
        }
        try Self.require(code == ARCHIVE_OK, library, handle, sink, path)
    }

    private static func open(
        _ library: TarLibrary, _ level: Int, _ sink: Sink, _ path: String
    ) throws(ArchiveError) -> OpaquePointer {
        let functions = library.functions
        guard let handle = functions.archive_write_new() else {
            throw .library("libarchive", code: ENOMEM, path: path)
        }
        let codes = [
            functions.archive_write_set_format_pax_restricted(handle),
            functions.archive_write_add_filter_zstd(handle),
            functions.archive_write_set_filter_option(handle, "zstd", "compression-level", "\(level)"),
            functions.archive_write_set_bytes_per_block(handle, Int32(ByteBuffer.standardSize)),
            // No padding after the compressed stream.
            functions.archive_write_set_bytes_in_last_block(handle, 1),
            functions.archive_write_open(
                handle, Unmanaged.passUnretained(sink).toOpaque(), nil,
                { _, sink, bytes, count in
                    guard let sink else { return -1 }
                    let bytes = UnsafeRawBufferPointer(start: bytes, count: count)
                    return Unmanaged<Sink>.fromOpaque(sink).takeUnretainedValue().write(bytes) ? count : -1
                }, nil),
        ]
        do throws(ArchiveError) {
            try require(codes.allSatisfy { $0 == ARCHIVE_OK }, library, handle, sink, path)
        } catch {
            _ = functions.archive_write_free(handle)
            throw error
        }
        return handle
    }

    private static func require(
        _ holds: Bool, _ library: TarLibrary, _ handle: OpaquePointer, _ sink: Sink, _ path: String
    ) throws(ArchiveError) {
        // What the file system said says more than what libarchive makes of it.
        if let failure = sink.failure { throw failure }
        guard !holds else { return }
        throw .tar(archive: path, words: library.words(handle))
    }
}

/// Where the compressed bytes go. The library calls it from within its own functions, so it keeps what went
/// wrong until they return.
private final class Sink {
    private var file: NewFile?
    private(set) var failure: ArchiveError?

    init(file: consuming NewFile) { self.file = consume file }

    func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        do throws(ArchiveError) {
            try file?.write(bytes)
            return true
        } catch {
            failure = error
            return false
        }
    }

    func finish() throws(ArchiveError) {
        let file = self.file.take()
        try file?.finish()
    }
}
