#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Which version of which file: what the file system tells without reading the content.
///
/// Another identity means "suspect", never "changed": the content decides.
package struct FileIdentity: Equatable, Sendable {
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
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            // Links in a circle lead to nothing that could be read.
            if errno == ELOOP { throw .notAFile(path: path) }
            throw .file(operation: "examine", path: path, errno: errno)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
        self.init(status)
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
