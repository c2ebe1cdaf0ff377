#if canImport(Glibc)
    package import Glibc
#elseif canImport(Darwin)
    package import Darwin
#endif

/// The system's words for an error number.
package func errorText(_ number: Int32) -> String { String(cString: strerror(number)) }

/// An open file descriptor, closed when it goes out of scope.
package struct Descriptor: ~Copyable {
    package let raw: Int32
    package let path: String

    /// Opens a file, close-on-exec.
    package init(_ path: String, _ flags: Int32, mode: mode_t = 0o666) throws(StoreError) {
        var descriptor: Int32
        repeat { descriptor = open(path, flags | O_CLOEXEC, mode) } while descriptor < 0 && errno == EINTR
        guard descriptor >= 0 else { throw .file(operation: "open", path: path, errno: errno) }
        raw = descriptor
        self.path = path
    }

    deinit { close(raw) }

    /// What the file is now.
    package func status() throws(StoreError) -> stat {
        var status = stat()
        guard fstat(raw, &status) == 0 else { throw .file(operation: "examine", path: path, errno: errno) }
        return status
    }

    /// Reads up to the buffer's size; 0 at the end of the file.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(StoreError) -> Int {
        while true {
            let count = systemRead(raw, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw .file(operation: "read", path: path, errno: errno) }
        }
    }

    /// The first `size` bytes, or as many as there are.
    func contents(size: Int) throws(StoreError) -> [UInt8] {
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

    /// Writes all of it.
    package func write(_ bytes: some Collection<UInt8>) throws(StoreError) {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(raw, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .file(operation: "write", path: path, errno: errno) }
            rest = rest.dropFirst(count)
        }
    }
}

private let systemRead = { read($0, $1, $2) } as @Sendable (Int32, UnsafeMutableRawPointer?, Int) -> Int
private let systemWrite = { write($0, $1, $2) } as @Sendable (Int32, UnsafeRawPointer?, Int) -> Int

/// Moves a file within the file system, replacing what is there.
package func move(_ source: String, to destination: String) throws(StoreError) {
    guard rename(source, destination) == 0 else {
        throw .file(operation: "move \(source) to", path: destination, errno: errno)
    }
}

/// Creates a directory and those above it, where they do not exist.
package func makeDirectory(_ path: String) throws(StoreError) {
    if mkdir(path, 0o777) == 0 { return }
    switch errno {
    case EEXIST:
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw .file(operation: "create directory", path: path, errno: EEXIST)
        }
    case ENOENT:
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { fallthrough }
        try makeDirectory(String(path[..<slash]))
        if mkdir(path, 0o777) != 0, errno != EEXIST {
            throw .file(operation: "create directory", path: path, errno: errno)
        }
    default:
        throw .file(operation: "create directory", path: path, errno: errno)
    }
}

/// Removes a file; it is no error that it does not exist.
package func removeFile(_ path: String) throws(StoreError) {
    guard unlink(path) == 0 || errno == ENOENT else {
        throw .file(operation: "remove", path: path, errno: errno)
    }
}

/// The names in a directory, sorted; none where there is no directory.
package func names(inDirectory path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
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
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else { return try removeFile(path) }
    for name in names(inDirectory: path) { try removeTree(path + "/" + name) }
    guard rmdir(path) == 0 || errno == ENOENT else {
        throw .file(operation: "remove directory", path: path, errno: errno)
    }
}

/// Makes a directory of its own in the system's place for temporary files, and returns its path.
package func makeTemporaryDirectory(_ prefix: String) throws(StoreError) -> String {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
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
