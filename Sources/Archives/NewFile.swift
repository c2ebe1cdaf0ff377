import CSystemCalls

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file that did not exist before and that stays only if it is finished: whatever goes wrong on the
/// way, it is removed.
struct NewFile: ~Copyable {
    let path: String
    /// Bytes written so far.
    private(set) var position: UInt64 = 0
    private var descriptor: Int32
    private let isRemovable: Bool
    private var isFinished = false

    /// Sees everything that is written, in order.
    private let observe: ((UnsafeRawBufferPointer) -> Void)?

    /// Small enough that what was read is still in the second-level cache when it is written.
    private static let copiedAtOnce: UInt64 = 1 << 18

    init(
        path: String, observing observe: ((UnsafeRawBufferPointer) -> Void)? = nil
    ) throws(ArchiveError) {
        descriptor = bounce_open_file(path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
        guard descriptor >= 0 else { throw .system(call: .create, path: path, code: errno) }
        self.path = path
        self.observe = observe
        isRemovable = true
    }

    /// Writes to a descriptor that is already open, and closes it in the end. The path is only for
    /// messages; nothing is removed.
    init(adopting descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
        observe = nil
        isRemovable = false
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if isRemovable, !isFinished { unlink(path) }
    }

    /// Says that about so many more bytes will follow, so that room for them is found once, and not page by page.
    func expect(_ count: UInt64) {
        bounce_reserve(descriptor, Int64(position), Int64(count))
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws(ArchiveError) {
        let file = descriptor
        var rest = bytes
        while !rest.isEmpty {
            let (piece, offset) = (rest, off_t(position))
            let count = retryingInterrupts { pwrite(file, piece.baseAddress, piece.count, offset) }
            // A write that takes nothing would loop for ever; no space is what it means in practice.
            guard count > 0 else {
                throw .system(call: .write, path: path, code: count < 0 ? errno : ENOSPC)
            }
            position += UInt64(count)
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        observe?(bytes)
    }

    mutating func write(_ bytes: [UInt8]) throws(ArchiveError) {
        try bytes.withUnsafeBufferPointer { (bytes) throws(ArchiveError) in
            try write(UnsafeRawBufferPointer(bytes))
        }
    }

    /// Copies a range of another file.
    ///
    /// Through memory on purpose: for 24 MB on ext4 this takes 7 ms, `copy_file_range` and `sendfile` 11.5,
    /// and no file system can share blocks between ranges that are not aligned to its blocks.
    mutating func copy(
        _ count: UInt64, from source: borrowing SourceFile, at offset: UInt64
    ) throws(ArchiveError) {
        try source.require(count: count, at: offset)
        expect(count)
        let buffer = ByteBuffer(count: Int(min(count, Self.copiedAtOnce)))
        var done: UInt64 = 0
        while done < count {
            let piece = UnsafeMutableRawBufferPointer(
                rebasing: buffer.bytes[..<Int(min(count - done, Self.copiedAtOnce))])
            try source.read(into: piece, at: offset + done)
            try write(UnsafeRawBufferPointer(piece))
            done += UInt64(piece.count)
        }
    }

    /// Closes the file, which stays. A failing close (the last write of a network file system) is an
    /// error like any other, and removes it.
    consuming func finish() throws(ArchiveError) {
        let closed = close(descriptor)
        let code = errno
        descriptor = -1
        guard closed == 0 else { throw .system(call: .close, path: path, code: code) }
        isFinished = true
    }
}
