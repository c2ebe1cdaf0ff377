#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A new directory that is somebody's for as long as they live: the kernel drops the hold with the process, and
/// whoever tidies up leaves alone what is held.
package struct HeldDirectory: ~Copyable {
    package let path: String
    private let hold: Descriptor

    /// - Parameter parent: Where; nil for the system's place for temporary files.
    package init(_ prefix: String, in parent: String?) throws(StoreError) {
        while true {
            let path = try makeTemporaryDirectory(prefix, in: parent)
            // Somebody who tidied up just now may have taken it for a leftover.
            guard let hold = try? Descriptor(path, O_RDONLY | O_DIRECTORY), flock(hold.raw, LOCK_EX) == 0,
                FileKind(at: path) == .directory
            else { continue }
            self.path = path
            self.hold = hold
            return
        }
    }

    /// Whether somebody holds it.
    static func isHeld(_ path: String) -> Bool {
        guard let directory = try? Descriptor(path, O_RDONLY | O_DIRECTORY) else { return false }
        return flock(directory.raw, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }
}
