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

    package init(device: Int64, inode: Int64, size: Int64, modified: Int64, changed: Int64) {
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
    }

    init(_ status: stat) {
        #if canImport(Darwin)
            let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #else
            let (modified, changed) = (status.st_mtim, status.st_ctim)
        #endif
        self.init(
            device: Int64(truncatingIfNeeded: status.st_dev), inode: Int64(truncatingIfNeeded: status.st_ino),
            size: Int64(status.st_size), modified: nanoseconds(modified), changed: nanoseconds(changed))
    }

    /// The identity of the regular file at a path; nil where there is none.
    package init?(path: String) throws(StoreError) {
        switch path.withCString(Lookup.init) {
        case .file(let identity): self = identity
        case .nothing: return nil
        case .other: throw .notAFile(path: path)
        case .failure(let number): throw .file(operation: "examine", path: path, errno: number)
        }
    }

    /// What a look at a path gives.
    enum Lookup {
        case file(FileIdentity)
        case nothing
        /// A directory, a pipe, a link that leads round in a circle.
        case other
        case failure(errno: Int32)

        init(_ path: UnsafePointer<CChar>) {
            var status = stat()
            guard stat(path, &status) == 0 else {
                switch errno {
                case ENOENT, ENOTDIR: self = .nothing
                case ELOOP: self = .other
                default: self = .failure(errno: errno)
                }
                return
            }
            self = status.st_mode & S_IFMT == S_IFREG ? .file(FileIdentity(status)) : .other
        }
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
    static func isThere(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Whether a path leads to something that is not a regular file of its own: a link, a directory, a pipe.
    static func isSpecial(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }
}

/// The clock that stamps files, in nanoseconds since 1970.
package func fileClock() -> Int64 {
    var time = timespec()
    #if canImport(Darwin)
        clock_gettime(CLOCK_REALTIME, &time)
    #else
        clock_gettime(CLOCK_REALTIME_COARSE, &time)
    #endif
    return nanoseconds(time)
}

private func nanoseconds(_ time: timespec) -> Int64 {
    let (seconds, overflow) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? Int64.max / 2 : seconds &+ Int64(time.tv_nsec)
}
