import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A program on a terminal of its own (a pseudo-terminal), with somebody who types.
final class TypedRun {
    private let process: pid_t
    private let master: Int32
    /// What the terminal shows so far, with its line ends as one character.
    private(set) var shown = ""
    private var isOver = false

    /// - Parameter directory: Where it runs.
    init(_ program: String, _ arguments: [String], in directory: URL) throws {
        var (master, slave): (Int32, Int32) = (-1, -1)
        guard openpty(&master, &slave, nil, nil, nil) == 0 else {
            throw NoTerminal(words: String(cString: strerror(errno)))
        }
        self.master = master
        defer { close(slave) }
        // Programs that other tests start do not hold it open.
        for descriptor in [master, slave] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor: Int32 in 0...2 {
            posix_spawn_file_actions_adddup2(&actions, slave, descriptor)
        }
        // However the tests were started: signals come, and do what they usually do.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        let shell = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", directory.path, program] + arguments
        let words = shell.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, words, environ)
        guard code == 0 else { throw NoTerminal(words: String(cString: strerror(code))) }
        self.process = process
    }

    deinit {
        close(master)
        guard !isOver else { return }
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }

    /// Waits until the terminal shows a text behind what was waited for before, then types an answer.
    func answer(_ question: String, _ text: String) throws {
        try wait(for: question)
        type(text + "\n")
    }

    func type(_ text: String) { _ = text.withCString { write(master, $0, strlen($0)) } }

    /// Ctrl-D: the end of the input, at the beginning of a line.
    func endInput() { type("\u{4}") }

    func signal(_ number: Int32) { kill(process, number) }

    private var place = 0

    func wait(for text: String) throws {
        let deadline = ContinuousClock.now + .seconds(60 * patience)
        while true {
            let unread = String(shown.dropFirst(place))
            if let range = unread.range(of: text) {
                place += unread.distance(from: unread.startIndex, to: range.upperBound)
                return
            }
            guard ContinuousClock.now < deadline else { throw NotShown(text: text, shown: shown) }
            _ = read(within: 100)
        }
    }

    /// Its exit status, once it is over, with all that it showed.
    func end() throws -> Int32 {
        let deadline = ContinuousClock.now + .seconds(60 * patience)
        var status: Int32 = 0
        while waitpid(process, &status, WNOHANG) == 0 {
            guard ContinuousClock.now < deadline else { throw NotShown(text: "the end", shown: shown) }
            _ = read(within: 20)
        }
        isOver = true
        while read(within: 0) {}
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
    }

    /// Takes what the terminal shows next; false where nothing comes within so many milliseconds.
    private func read(within milliseconds: Int32) -> Bool {
        var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, milliseconds) > 0 else { return false }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = bytes.withUnsafeMutableBytes { systemRead(master, $0.baseAddress, $0.count) }
        // A terminal that the program left is an error to read, again and again.
        guard count > 0 else {
            usleep(1_000)
            return false
        }
        shown += String(decoding: bytes[..<count], as: UTF8.self).replacing("\r\n", with: "\n")
        return true
    }

    struct NoTerminal: Error { let words: String }

    struct NotShown: Error {
        let text: String
        let shown: String
    }
}

private let systemRead = { read($0, $1, $2) } as @Sendable (Int32, UnsafeMutableRawPointer?, Int) -> Int

extension WorkSpace {
    /// Starts `bounce` in the directory, on a terminal.
    func startTyped(_ arguments: String...) throws -> TypedRun {
        try TypedRun(Bounce.path, arguments, in: directory)
    }
}
