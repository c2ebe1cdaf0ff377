internal import CSystemCalls

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Stands for the current directory, where a call takes an open one.
let currentDirectory: Int32 = AT_FDCWD

/// The system's words for an error number.
package func errorText(_ number: Int32) -> String { String(cString: strerror(number)) }

/// An open file descriptor, closed when it goes out of scope.
package struct Descriptor: ~Copyable {
    package let raw: Int32
    package let path: String

    /// Opens a file, close-on-exec. A path of bounce's own is not followed through links.
    package init(_ path: String, _ flags: Int32) throws(StoreError) {
        let descriptor = bounce_open_file(path, flags, 0o666)
        guard descriptor >= 0 else {
            if errno == ELOOP, Workspace.isOwn(path) { throw .notAFile(path: path, kind: .link) }
            throw .file(operation: "open", path: path, errno: errno)
        }
        raw = descriptor
        self.path = path
    }

    deinit { close(raw) }

    /// Reads up to the buffer's size; 0 at the end of the file.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(StoreError) -> Int {
        while true {
            let count = systemRead(raw, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw .file(operation: "read", path: path, errno: errno) }
        }
    }

    /// The first `size` bytes, or as many as there are.
    package func contents(size: Int) throws(StoreError) -> [UInt8] {
        var failure: StoreError?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            while filled < size {
                do throws(StoreError) {
                    let rest = UnsafeMutableRawBufferPointer(
                        rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                    let count = try read(into: rest)
                    if count == 0 { return }
                    filled += count
                } catch {
                    failure = error
                    return
                }
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// The size of the file.
    func size() throws(StoreError) -> Int64 {
        try FileIdentity(of: self).size
    }

    /// Has the system write all of the file to the disk. A failure is final: the system forgets what it could not
    /// write, and the next call would succeed without it.
    func sync() throws(StoreError) {
        while fsync(raw) != 0 {
            if errno != EINTR { throw .file(operation: "sync", path: path, errno: errno) }
        }
    }

    /// Makes a file that was not there before.
    package init(creating path: String) throws(StoreError) {
        try self.init(path, O_RDWR | O_CREAT | O_EXCL)
    }

    /// Writes all of it.
    package func write(_ bytes: some Collection<UInt8>) throws(StoreError) {
        let bytes = Array(bytes)
        try bytes.withUnsafeBufferPointer { (bytes) throws(StoreError) in
            try write(raw: UnsafeRawBufferPointer(bytes))
        }
    }

    /// Writes all of it.
    package func write(raw bytes: UnsafeRawBufferPointer) throws(StoreError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = systemWrite(raw, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .file(operation: "write", path: path, errno: errno) }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }
}

private let systemRead = { read($0, $1, $2) } as @Sendable (Int32, UnsafeMutableRawPointer?, Int) -> Int
private let systemWrite = { write($0, $1, $2) } as @Sendable (Int32, UnsafeRawPointer?, Int) -> Int

/// Everything in a file.
func wholeContent(of path: String) throws(StoreError) -> [UInt8] {
    let file = try Descriptor(path, O_RDONLY | O_NONBLOCK)
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while true {
        let count = try file.read(into: buffer)
        if count == 0 { return bytes }
        bytes.append(contentsOf: buffer[..<count])
    }
}

/// Reads a file from its first byte to its last, piece by piece.
package func readFile(_ path: String, receive: (UnsafeRawBufferPointer) throws -> Void) throws {
    let file = try Descriptor(path, O_RDONLY | O_NONBLOCK)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    defer { buffer.deallocate() }
    while true {
        let count = try file.read(into: buffer)
        if count == 0 { return }
        try receive(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
}

/// Writes a file that was not there before.
package func writeNewFile(_ path: String, _ bytes: [UInt8]) throws(StoreError) {
    try Descriptor(creating: path).write(bytes)
}

/// The first bytes of a file; fewer where it has no more.
package func firstBytes(of path: String, _ count: Int) throws(StoreError) -> [UInt8] {
    let file = try Descriptor(path, O_RDONLY | O_NONBLOCK)
    var bytes = [UInt8](repeating: 0, count: count)
    let got = try bytes.withUnsafeMutableBufferPointer { (bytes) throws(StoreError) in
        try file.read(into: UnsafeMutableRawBufferPointer(bytes))
    }
    return Array(bytes[..<got])
}

/// Bytes that are free where a path is, or would be, for whoever has no privileges.
package func freeSpace(at path: String) throws(StoreError) -> UInt64 {
    var status = statvfs()
    let directory = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    guard statvfs(directory, &status) == 0 else {
        throw .file(operation: "examine", path: directory, errno: errno)
    }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize)
}

/// Where a path ends: a name in a directory. That of bounce's own paths is opened without following links, so
/// that what is done there is done there.
private struct Place: ~Copyable {
    private let parent: Descriptor?
    let name: String

    init(_ path: String) throws(StoreError) {
        guard Workspace.isOwn(path), let slash = path.lastIndex(of: "/") else {
            parent = nil
            name = path
            return
        }
        parent = try Descriptor(String(path[..<slash]), O_RDONLY | O_DIRECTORY)
        name = String(path[path.index(after: slash)...])
    }

    var directory: Int32 {
        switch parent {
        case .some(let parent): parent.raw
        case .none: currentDirectory
        }
    }
}

/// Moves a file within the file system, replacing what is there.
package func move(_ source: String, to destination: String) throws(StoreError) {
    let from = try Place(source)
    let to = try Place(destination)
    guard renameat(from.directory, from.name, to.directory, to.name) == 0 else {
        throw .file(operation: "move \(source) to", path: destination, errno: errno)
    }
}

/// Has the names in a directory written to the disk: a file that was moved there is then found there.
func syncDirectory(_ path: String) throws(StoreError) {
    try Descriptor(path, O_RDONLY | O_DIRECTORY).sync()
}

/// The directory that a path is in.
func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
}

/// Creates a directory and those above it, where they do not exist.
package func makeDirectory(_ path: String) throws(StoreError) {
    do throws(StoreError) {
        let place = try Place(path)
        if mkdirat(place.directory, place.name, 0o777) == 0 { return }
        guard errno == EEXIST else {
            throw .file(operation: "create directory", path: path, errno: errno)
        }
    } catch .file(_, _, ENOENT) {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
            throw .file(operation: "create directory", path: path, errno: ENOENT)
        }
        try makeDirectory(String(path[..<slash]))
        return try makeDirectory(path)
    }
    // What is there already has to be a directory; a link to one counts outside of bounce's own places.
    if FileKind(at: path) == .directory { return }
    do throws(StoreError) {
        _ = try Descriptor(path, O_RDONLY | O_DIRECTORY)
    } catch .file {
        throw .file(operation: "create directory", path: path, errno: EEXIST)
    }
}

/// Removes a file; it is no error that it does not exist.
package func removeFile(_ path: String) throws(StoreError) {
    try remove(path, operation: "remove", flags: 0)
}

private func remove(_ path: String, operation: String, flags: Int32) throws(StoreError) {
    do throws(StoreError) {
        let place = try Place(path)
        guard unlinkat(place.directory, place.name, flags) == 0 || errno == ENOENT else {
            throw .file(operation: operation, path: path, errno: errno)
        }
    } catch .file(_, _, ENOENT) {}
}

/// Sets the permissions of a file that is there.
func setPermissions(_ mode: mode_t, of path: String) throws(StoreError) {
    // By the file itself: a link that came to be at its name is not followed.
    let file = try Descriptor(path, O_RDONLY | O_NONBLOCK)
    guard fchmod(file.raw, mode) == 0 else {
        throw .file(operation: "set the permissions of", path: path, errno: errno)
    }
}

/// The names in a directory, sorted; none where there is no directory.
package func names(inDirectory path: String) -> [String] {
    guard let opened = try? Descriptor(path, O_RDONLY | O_DIRECTORY),
        let directory = fdopendir(fcntl(opened.raw, F_DUPFD_CLOEXEC, 0))
    else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
}

/// Removes a directory and all that is in it; links are removed, not followed.
package func removeTree(_ path: String) throws(StoreError) {
    guard let kind = FileKind(at: path) else { return }
    guard kind == .directory else { return try removeFile(path) }
    for name in names(inDirectory: path) { try removeTree(path + "/" + name) }
    try remove(path, operation: "remove directory", flags: AT_REMOVEDIR)
}

/// Makes a directory of its own, and returns its path.
///
/// - Parameter parent: Where; nil for the system's place for temporary files.
package func makeTemporaryDirectory(_ prefix: String, in parent: String? = nil) throws(StoreError) -> String {
    let parent = parent ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/\(prefix).XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
        throw .file(operation: "create a directory in", path: parent, errno: errno)
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// Where a path leads, all links followed; nil where it leads nowhere.
package func resolvedPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
}
