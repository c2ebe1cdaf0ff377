package import BuildGraph
internal import CSystemCalls

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Where things are, relative to the directory of the production.
package enum Workspace {
    /// The artifacts that a person uses.
    package static let outputs = "bounces"
    package static let cache = "cache"
    /// Artifacts that broke a gate, to be listened to.
    package static let failed = "cache/failed"
    package static let manifests = "cache/manifests"
    package static let database = "cache/state.db"
    package static let ledger = "cache/ledger"
    package static let journal = "cache/results"
    package static let objects = "cache/objects"
    package static let pictures = "cache/pictures"
    /// The events of the newest build.
    package static let live = "cache/live"
    package static let temporaries = "cache/tmp"
    package static let quarantine = "cache/quarantine"
    static let lock = "cache/lock"

    /// Whether a path is one of those that bounce writes to and reads back: no link on it is followed, so that
    /// nobody can have it write, or read, elsewhere. What a manifest names from elsewhere may be a link.
    package static func isOwn(_ path: String) -> Bool {
        bounce_is_own(path) != 0
    }

    package static func object(_ digest: Digest) -> String {
        "\(objectDirectory(digest))/\(digest.hexadecimal.dropFirst(2))"
    }

    static func objectDirectory(_ digest: Digest) -> String { "\(objects)/\(digest.hexadecimal.prefix(2))" }

    /// Makes the directories that a build writes to.
    package static func prepare() throws(StoreError) {
        for directory in [outputs, temporaries, failed, objects, manifests] { try makeDirectory(directory) }
        // Backup and indexing programs leave a directory with this tag alone (bford.info/cachedir).
        try placeOnce("cache/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n")
        try placeOnce("cache/.gitignore", "*\n!.gitignore\n")
    }

    private static func placeOnce(_ path: String, _ content: String) throws(StoreError) {
        do throws(StoreError) {
            try Descriptor(path, O_WRONLY | O_CREAT | O_EXCL).write(content.utf8)
        } catch .file(_, _, EEXIST) {
            // It is there already, or another build was a moment faster: the lock is taken later.
        }
    }
}

extension Workspace {
    /// Removes all records and kept files. The lock's own file stays: others may wait on it.
    package static func clean(under lock: borrowing BuildLock) throws(StoreError) {
        for name in names(inDirectory: cache) where !["lock", ".gitignore", "CACHEDIR.TAG"].contains(name) {
            try removeTree("\(cache)/\(name)")
        }
    }
}
