internal import CSystemCalls

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Hears that something may have happened to files: what, their identities tell.
///
/// It watches directories, not files: an editor that writes a new file and moves it over the old one leaves the one that
/// was watched behind. Where the system tells nothing (another one than Linux, a file system of another machine, a
/// limit that is reached), it says "perhaps" at every turn, which is slower and no less right.
package struct ChangeMonitor: ~Copyable {
    /// -1 where nothing is told.
    private let watch: Int32

    /// - Parameter isPolling: Whether to ask in turns, whatever the system could tell.
    package init(isPolling: Bool) {
        watch = isPolling ? -1 : bounce_watch_open()
    }

    deinit { if watch >= 0 { close(watch) } }

    /// Whether the system tells.
    package var isTold: Bool { watch >= 0 }

    /// Watches the directories that these files are in, or would be in, and those above them: any of them may be put in
    /// the place of another.
    package func listen(to files: some Sequence<String>) {
        guard isTold else { return }
        for file in files {
            watchDirectories(of: file)
            // What it is a link to may change without it.
            if let real = resolvedPath(file), real != file { watchDirectories(of: real) }
        }
    }

    private func watchDirectories(of file: String) {
        var path = file
        while path != ".", path != "/" {
            path = path.hasPrefix("/") && path.lastIndex(of: "/") == path.startIndex ? "/" : parent(of: path)
            // It may be another directory than last time: that it was watched before says nothing.
            _ = bounce_watch_directory(watch, path)
            // Of a path from the root, two levels are enough: a whole system changes all the time.
            if file.hasPrefix("/"), path == parent(of: parent(of: file)) { return }
        }
    }

    /// Whether something may have happened, now or within that time.
    package func wait(milliseconds: Int32) -> Bool {
        guard isTold else {
            usleep(UInt32(milliseconds) * 1_000)
            return true
        }
        return bounce_watch_wait(watch, milliseconds) != 0
    }
}
