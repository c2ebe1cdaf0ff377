package import BuildGraph

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The content of a file, and which version of the file it was read from.
package struct FileDigest: Equatable, Sendable {
    package let digest: Digest
    package let identity: FileIdentity
    /// When the examination began, by the clock that stamps files.
    package let examined: Int64
    /// Whether its bytes are known to be on the disk, and not only on their way there.
    package let isSynced: Bool

    package init(digest: Digest, identity: FileIdentity, examined: Int64, isSynced: Bool = false) {
        self.digest = digest
        self.identity = identity
        self.examined = examined
        self.isSynced = isSynced
    }

    /// Reads a file whole; nil where there is none. A file that changes meanwhile is an error.
    package static func read(_ path: String) throws(StoreError) -> FileDigest? {
        guard try FileIdentity(path: path) != nil else { return nil }
        let examined = fileClock()
        // What became a pipe since that look is not waited for.
        let file = try Descriptor(path, O_RDONLY | O_NONBLOCK)
        let before = try FileIdentity(of: file)
        var hasher = ContentHasher()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        var size: Int64 = 0
        while true {
            let count = try file.read(into: buffer)
            if count == 0 { break }
            hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            size += Int64(count)
        }
        guard size == before.size, try FileIdentity(of: file) == before else {
            throw .changed(path: path)
        }
        return FileDigest(digest: hasher.digest, identity: before, examined: examined)
    }

    /// The content of a file that was written just now, from a hash of what was written; nil where the file is
    /// not as long as that.
    package static func written(_ path: String, _ hash: WrittenHash) throws(StoreError) -> FileDigest? {
        let examined = fileClock()
        guard let identity = try FileIdentity(path: path), identity.size == hash.size else { return nil }
        return FileDigest(digest: hash.digest, identity: identity, examined: examined)
    }

    /// Whether the stat of a file proves that it still has this content: the same version of the same file, on
    /// the same mount. What was synced has outlived the mount.
    package func isProven(by identity: FileIdentity) -> Bool {
        (isSynced ? identity.isSameVersion(as: self.identity) : identity == self.identity)
            && identity.isOlder(than: examined)
    }

    /// The same, once its bytes are on the disk.
    var synced: FileDigest {
        FileDigest(digest: digest, identity: identity, examined: examined, isSynced: true)
    }

    /// The same, for a reader in another boot: what was not synced then has to be read again.
    func inAnotherBoot() -> FileDigest {
        isSynced ? self : FileDigest(digest: digest, identity: identity, examined: 0)
    }

    /// The same content, after bounce itself moved its file.
    ///
    /// A move touches the stamp of change and leaves that of modification alone; whatever is written after
    /// `moment` is stamped with `moment` or later. So a modification stamp that is what it was when the
    /// content was read, and older than the move, proves that nothing was written in between: such a file
    /// need not be read again for being young.
    func moved(to identity: FileIdentity, at moment: Int64) -> FileDigest {
        let isUntouched =
            identity.device == self.identity.device && identity.inode == self.identity.inode
            && identity.size == self.identity.size && identity.modified == self.identity.modified
            && identity.modified < moment && identity.modified % 1_000_000_000 != 0
        return FileDigest(
            digest: digest, identity: identity, examined: isUntouched ? .max : moment,
            isSynced: isSynced && isUntouched)
    }
}
