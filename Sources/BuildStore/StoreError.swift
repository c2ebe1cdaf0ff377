/// What went wrong between bounce and the disk.
package enum StoreError: Error, Equatable, Sendable {
    /// A system call on a file failed.
    case file(operation: String, path: String, errno: Int32)
    /// SQLite refused.
    case database(path: String, message: String)
    /// There is no room for the state database, or no leave to write it.
    case databaseNotWritten(path: String, message: String)
    /// The state database is not what it was.
    case damaged(path: String, message: String)
    /// Another build holds the lock.
    case locked(path: String, holder: String)
    /// A file changed while it was read.
    case changed(path: String)
    /// What is in the way is not a file.
    case notAFile(path: String, kind: FileKind)

    package var message: String {
        switch self {
        case .file("sync", let path, let number):
            "cannot write \(path) to the disk: \(errorText(number)); what was written of it is not to be trusted, and discarded: look at the disk, then run again"
        case .file(let operation, let path, let number):
            "cannot \(operation) \(path): \(errorText(number))"
        case .database(let path, let message):
            "the state database \(path) does not work: \(message); `bounce clean --cache` starts afresh"
        case .databaseNotWritten(let path, let message):
            "cannot write the state database \(path): \(message); make room on its disk, or give yourself leave to write \(Workspace.cache)/ (nothing of it is lost)"
        case .damaged(let path, let message):
            "the state database \(path) is damaged (\(message)); run again: it is then set aside, and a new one begun"
        case .locked(_, let holder):
            "another build is running in this directory (\(holder)); wait for it, or give --lock-wait"
        case .changed(let path):
            "\(path) changed while it was read; run again when it is at rest"
        case .notAFile(let path, let kind) where Workspace.isOwn(path):
            "\(path) is not what bounce put there (it is, or is behind, \(kind.words)): it reads and writes its own files only where they really are; move that away and run again"
        case .notAFile(let path, let kind):
            "\(path) is \(kind.words), and not a regular file: put a file there, or change its path in the manifest"
        }
    }

    /// Whether a file could not be written to the disk, and is therefore gone.
    package var isUnsynced: Bool { if case .file("sync", _, _) = self { true } else { false } }

    /// Whether the machine is at fault (a full disk, no permission) rather than the production.
    package var isEnvironment: Bool {
        switch self {
        case .file, .database, .databaseNotWritten, .damaged: true
        case .locked, .changed, .notAFile: false
        }
    }
}
