#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

// Small files, read and written in one piece.

/// The contents of a file, or its first `limit` bytes.
package func contents(of path: String, atMost limit: Int) throws(StoreError) -> [UInt8] {
    let file = try Descriptor(path, O_RDONLY | O_NONBLOCK)
    let size = try file.size()
    return try file.contents(size: min(limit, Int(clamping: size)))
}

/// Creates a file, which must not exist, with these contents.
package func create(_ path: String, holding bytes: [UInt8]) throws(StoreError) {
    try Descriptor(path, O_WRONLY | O_CREAT | O_EXCL).write(bytes)
}
