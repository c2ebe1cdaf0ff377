import CSystemCalls

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A regular file that is open for reading, and what it looked like when it was opened.
struct SourceFile: ~Copyable, Sendable {
    let path: String
    let descriptor: Int32
    private let version: Version

    /// Bytes when it was opened.
    var size: UInt64 { version.size }

    init(path: String) throws(ArchiveError) {
        // Without O_NONBLOCK the open of a pipe would wait for a writer; a regular file ignores it.
        let descriptor = bounce_open_file(path, O_RDONLY | O_NONBLOCK, 0)
        guard descriptor >= 0 else {
            if errno == ELOOP { throw .notARegularFile(path: path) }
            throw .system(call: .open, path: path, code: errno)
        }
        let version: Version
        do {
            version = try Version(of: descriptor, path: path)
        } catch {
            close(descriptor)
            throw error
        }
        self.path = path
        self.descriptor = descriptor
        self.version = version
    }

    deinit { close(descriptor) }

    /// Fills all of `buffer` from `offset` on; a file that ends before that is an error.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(ArchiveError) {
        try require(count: UInt64(buffer.count), at: offset)
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let count = retryingInterrupts {
                pread(descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(done))
            }
            guard count >= 0 else { throw .system(call: .read, path: path, code: errno) }
            guard count > 0 else {
                let end = offset + UInt64(done)
                throw .changedWhileRead(path: path, sizeBefore: size, sizeAfter: end)
            }
            done += count
        }
    }

    /// Reads a range into new memory.
    func bytes(count: Int, at offset: UInt64) throws(ArchiveError) -> [UInt8] {
        try require(count: UInt64(count), at: offset)
        var bytes = [UInt8](repeating: 0, count: count)
        try bytes.withUnsafeMutableBufferPointer { (bytes) throws(ArchiveError) in
            try read(into: UnsafeMutableRawBufferPointer(bytes), at: offset)
        }
        return bytes
    }

    /// Refuses a range that was not in the file when it was opened.
    func require(count: UInt64, at offset: UInt64) throws(ArchiveError) {
        guard offset <= size, count <= size - offset else {
            throw .outsideFile(path: path, offset: offset, count: count, size: size)
        }
    }

    /// Refuses a file that someone wrote to since it was opened.
    func requireUnchanged() throws(ArchiveError) {
        let now = try Version(of: descriptor, path: path)
        guard now == version else {
            throw .changedWhileRead(path: path, sizeBefore: version.size, sizeAfter: now.size)
        }
    }
}

/// What changes when a file is written to. A rename leaves it alone, and so must we: an archive may move
/// into the store while a member is copied out of it.
private struct Version: Equatable {
    let size: UInt64
    let seconds: Int
    let nanoseconds: Int

    init(of descriptor: Int32, path: String) throws(ArchiveError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .system(call: .inspect, path: path, code: errno)
        }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size >= 0 else {
            throw .notARegularFile(path: path)
        }
        size = UInt64(status.st_size)
        #if canImport(Darwin)
            let modified = status.st_mtimespec
        #else
            let modified = status.st_mtim
        #endif
        seconds = modified.tv_sec
        nanoseconds = modified.tv_nsec
    }
}

/// Calls again for as long as a signal interrupts it.
func retryingInterrupts<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
        let result = call()
        if result != -1 || errno != EINTR { return result }
    }
}
