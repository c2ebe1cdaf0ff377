internal import CSystemCalls

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Which version of which file: what the file system tells without reading the content.
///
/// Another identity means "suspect", never "changed": the content decides.
package struct FileIdentity: Equatable, Sendable, BitwiseCopyable {
    package let device: Int64
    package let inode: Int64
    package let size: Int64
    /// Nanoseconds since 1970.
    package let modified: Int64
    /// Nanoseconds since 1970; unlike the modification time, nobody can set it.
    package let changed: Int64
    /// The mount that it was reached through: see `MountIdentity`. 0 where the system does not say.
    package let mount: UInt64

    package init(
        device: Int64, inode: Int64, size: Int64, modified: Int64, changed: Int64, mount: UInt64 = 0
    ) {
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
        self.mount = mount
    }

    private init(_ status: bounce_status) {
        self.init(
            device: Int64(truncatingIfNeeded: status.device), inode: Int64(truncatingIfNeeded: status.inode),
            size: status.size,
            modified: nanoseconds(status.modified_seconds, status.modified_nanoseconds),
            changed: nanoseconds(status.changed_seconds, status.changed_nanoseconds), mount: status.mount)
    }

    /// The identity of the regular file at a path; nil where there is none. What a manifest names may be a link
    /// to it; what bounce put somewhere itself may not.
    package init?(path: String) throws(StoreError) {
        switch path.withCString(Lookup.init) {
        case .file(let identity): self = identity
        case .nothing: return nil
        case .other(let kind): throw .notAFile(path: path, kind: kind)
        case .failure(let number): throw .file(operation: "examine", path: path, errno: number)
        }
    }

    /// What a look at a path gives.
    enum Lookup {
        case file(FileIdentity)
        case nothing
        /// A directory, a pipe, a link that leads round in a circle.
        case other(FileKind)
        case failure(errno: Int32)

        init(_ path: UnsafePointer<CChar>) { self.init(path, from: currentDirectory, nameAt: 0) }

        /// - Parameters:
        ///   - directory: An open one, from which to look.
        ///   - start: Where in the path that begins which is to be looked up from there.
        init(_ path: UnsafePointer<CChar>, from directory: Int32, nameAt start: Int) {
            guard path.pointee != 0 else {
                self = .nothing
                return
            }
            var status = bounce_status()
            let followsLinks: Int32 = bounce_is_own(path) == 0 ? 1 : 0
            guard bounce_file_status(directory, path + start, followsLinks, &status) == 0 else {
                switch errno {
                case ENOENT, ENOTDIR: self = .nothing
                case ELOOP: self = .other(.circle)
                default: self = .failure(errno: errno)
                }
                return
            }
            let kind = FileKind(mode: status.mode)
            self = kind == .file ? .file(FileIdentity(status)) : .other(kind)
        }
    }

    /// The identity of an open file; what is not a regular file is refused.
    init(of file: borrowing Descriptor) throws(StoreError) {
        var status = bounce_status()
        guard bounce_file_status(file.raw, "", 1, &status) == 0 else {
            throw .file(operation: "examine", path: file.path, errno: errno)
        }
        let kind = FileKind(mode: status.mode)
        guard kind == .file else { throw .notAFile(path: file.path, kind: kind) }
        self.init(status)
    }

    /// Whether it is the same version of the same file, by whatever mount it was reached.
    func isSameVersion(as other: FileIdentity) -> Bool {
        device == other.device && inode == other.inode && size == other.size && modified == other.modified
            && changed == other.changed
    }

    /// Whether the stamps alone prove that nothing was written since `moment`: a file that is as young as its
    /// own examination may have been changed after it within one tick of the file system's clock.
    ///
    /// Stamps are the file system's, and may be as far away as numbers go.
    func isOlder(than moment: Int64) -> Bool {
        moment > tick && max(modified, changed) < moment - tick
    }

    /// Several ticks of the coarsest kernel clock (10 ms); of file systems that keep whole seconds, or every
    /// other one, more than those.
    private var tick: Int64 {
        let isCoarse = modified % 1_000_000_000 == 0 || changed % 1_000_000_000 == 0
        return isCoarse ? 2_500_000_000 : 20_000_000
    }

    /// Whether there is anything at a path, be it a link that leads nowhere.
    static func isThere(_ path: String) -> Bool { FileKind(at: path) != nil }

    /// Whether a path leads to something that is not a regular file of its own: a link, a directory, a pipe.
    static func isSpecial(_ path: String) -> Bool { FileKind(at: path).map { $0 != .file } ?? false }
}

/// The clock that stamps files, in nanoseconds since 1970.
package func fileClock() -> Int64 {
    var time = timespec()
    #if canImport(Darwin)
        clock_gettime(CLOCK_REALTIME, &time)
    #else
        clock_gettime(CLOCK_REALTIME_COARSE, &time)
    #endif
    return nanoseconds(Int64(time.tv_sec), Int64(time.tv_nsec))
}

private func nanoseconds(_ seconds: Int64, _ rest: Int64) -> Int64 {
    let (nanoseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? Int64.max / 2 : nanoseconds &+ rest
}
