#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The right to write to a work space. The kernel takes it back when the process ends, however it ends.
package struct BuildLock: ~Copyable {
    private let file: Descriptor

    /// Takes the lock, or says who holds it.
    ///
    /// - Parameter wait: How long to try: seconds, 0 for one attempt.
    package init(wait: Double = 0) throws(StoreError) {
        file = try Self.take(wait: wait)
    }

    private static func take(wait: Double) throws(StoreError) -> Descriptor {
        let file = try Descriptor(Workspace.lock, O_RDWR | O_CREAT)
        // What is no number of seconds (nan) is one attempt, too.
        let deadline = fileClock() + (wait > 0 ? Int64(min(wait, 1e9) * 1e9) : 0)
        while flock(file.raw, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            guard errno == EWOULDBLOCK else { throw .file(operation: "lock", path: file.path, errno: errno) }
            guard fileClock() < deadline else { throw .locked(path: file.path, holder: holder(file)) }
            usleep(50_000)
        }
        // For the message of whoever finds it locked, and for nothing else.
        if ftruncate(file.raw, 0) == 0 { try file.write("process \(getpid())".utf8) }
        return file
    }

    /// Refuses to go on while somebody has the lock; takes nothing, and leaves no trace.
    package static func requireFree() throws(StoreError) {
        guard let file = try? Descriptor(Workspace.lock, O_RDONLY) else { return }
        if flock(file.raw, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK {
            throw .locked(path: file.path, holder: holder(file))
        }
    }

    private static func holder(_ file: borrowing Descriptor) -> String {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = bytes.withUnsafeMutableBytes { pread(file.raw, $0.baseAddress, $0.count, 0) }
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : "an unknown process"
    }
}
