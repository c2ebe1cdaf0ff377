package import BuildGraph

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// One file of the cache that could be done without.
package struct KeptFile: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        /// The output of an earlier build.
        case object(Digest)
        /// An output that broke a gate.
        case failed
        /// Bytes that turned out to be damaged.
        case quarantined
        /// The description of a compiled manifest.
        case manifest
        /// What a report draws of some bytes; nil for one that was not finished.
        case picture(KeptPicture?)
        /// What a killed build was writing.
        case temporary
        /// A database that was set aside.
        case database
    }

    package let path: String
    package let kind: Kind
    package let size: Int64
    /// When it was put there, which is when it was last in use: nanoseconds since 1970. A move touches this stamp,
    /// and nobody can set it.
    package let lastUse: Int64
    /// When it was written.
    package let modified: Int64
}

/// What the cache holds beside the records.
package enum CacheInventory {
    /// All of it, by path. What is no file of its own is not bounce's, and left alone.
    package static func files() -> [KeptFile] {
        let objects = names(inDirectory: Workspace.objects).flatMap { shelf in
            files(in: "\(Workspace.objects)/\(shelf)") { name in
                Digest(text: "xxh3-128:\(shelf)\(name)").map(KeptFile.Kind.object)
            }
        }
        return objects
            + files(in: Workspace.failed) { _ in .failed }
            + files(in: Workspace.quarantine) { _ in .quarantined }
            + files(in: Workspace.manifests) { _ in .manifest }
            + files(in: Workspace.pictures) { .picture(KeptPicture(fileName: $0)) }
            + files(in: Workspace.temporaries) { _ in .temporary }
            + files(in: Workspace.cache) { $0.hasPrefix("state.db.bad-") ? .database : nil }
    }

    private static func files(
        in directory: String, kind: (String) -> KeptFile.Kind?
    ) -> [KeptFile] {
        names(inDirectory: directory).compactMap { name in
            let path = "\(directory)/\(name)"
            guard let kind = kind(name), !FileIdentity.isSpecial(path),
                let identity = try? FileIdentity(path: path)
            else { return nil }
            return KeptFile(
                path: path, kind: kind, size: identity.size, lastUse: identity.changed,
                modified: identity.modified)
        }
    }

    /// Removes a file, under the lock.
    package static func remove(_ file: KeptFile, under lock: borrowing BuildLock) throws(StoreError) {
        try removeFile(file.path)
    }

    /// Removes the shelves that nothing is on, also those that a killed removal left.
    package static func removeEmptyShelves(under lock: borrowing BuildLock) {
        // One that holds something refuses, and that is all that has to be known.
        for shelf in names(inDirectory: Workspace.objects) { rmdir("\(Workspace.objects)/\(shelf)") }
    }
}
