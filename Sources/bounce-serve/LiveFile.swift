#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The events of the newest build, as it writes them to `cache/live`.
///
/// Each build puts a new file there; the one that was followed is read to its end first. It stays open, so that its
/// number is not given to the next.
struct LiveFile: ~Copyable {
    /// How the first line begins of a file that is locked for as long as it is written.
    private static let mark = #"{"event":"process","#

    private let path: String
    private var descriptor: Int32 = -1
    private var inode: ino_t = 0
    private var rest: [UInt8] = []
    private var isHeld = false

    /// What is there already is of a build that is over, or of one that runs: it is read from its start.
    init(path: String) { self.path = path }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The lines that have become whole since the last time.
    mutating func newLines() -> [String] {
        var lines = descriptor >= 0 ? readOn() : []
        var status = stat()
        guard stat(path, &status) == 0, descriptor < 0 || status.st_ino != inode else { return lines }
        // Between the read and now, the old one may have got its last lines.
        if descriptor >= 0 {
            lines += readOn()
            close(descriptor)
        }
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else { return lines }
        inode = status.st_ino
        (rest, isHeld) = ([], false)
        return lines + readOn()
    }

    /// Whether it may still be written. A build that was killed writes no end.
    var isWritten: Bool {
        guard isHeld, flock(descriptor, LOCK_SH | LOCK_NB) == 0 else { return true }
        flock(descriptor, LOCK_UN)
        return false
    }

    private mutating func readOn() -> [String] {
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &piece, piece.count)
            guard count > 0 else { break }
            rest += piece[..<count]
        }
        var lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let last = Array(lines.removeLast())
        defer { rest = last }
        return lines.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }.filter { line in
            guard line.hasPrefix(Self.mark) else { return true }
            isHeld = true
            return false
        }
    }
}
