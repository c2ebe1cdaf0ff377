import Foundation

/// A program that was started on a terminal of its own, and what is on its screen.
final class PseudoTerminal {
    private(set) var screen: Screen
    /// Every byte that it wrote.
    private(set) var bytes: [UInt8] = []
    /// Characters of what is shown behind which the next question is looked for.
    var answered = 0
    private let master: Int32
    private let process: pid_t
    private var status: Int32?

    /// - Parameter environment: beside that of the tests, in which nothing says how terminals are to be used.
    init(
        _ program: String, _ arguments: [String], in directory: URL, columns: Int, rows: Int = 24,
        environment: [String: String] = [:]
    ) throws {
        screen = Screen(columns: columns, rows: rows)
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        let name = try Self.otherEnd(of: master)
        Self.setSize(master, columns, rows)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The first terminal that the leader of a session opens is that of the session: Ctrl-C arrives there.
        posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        var mask = sigset_t()
        sigemptyset(&mask)
        posix_spawnattr_setsigmask(&attributes, &mask)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) | Self.setsid)
        let plain = [
            "CI": "", "NO_COLOR": "", "TERM": "xterm", "LC_ALL": "", "LC_CTYPE": "", "LANG": "C.UTF-8",
        ]
        let variables = ProcessInfo.processInfo.environment.merging(plain) { _, new in new }
            .merging(environment) { _, new in new }
        var process: pid_t = 0
        let shell = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", directory.path, program]
        let code = withCStrings(shell + arguments) { arguments in
            withCStrings(variables.map { "\($0)=\($1)" }) { variables in
                posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, variables)
            }
        }
        guard code == 0 else { throw Failed(call: "posix_spawn", number: code) }
        self.process = process
    }

    deinit {
        if status == nil {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        close(master)
    }

    func signal(_ number: Int32) { kill(process, number) }

    func type(_ text: String) { _ = text.withCString { write(master, $0, strlen($0)) } }

    /// The window gets another size; the program hears of it.
    func resize(columns: Int) {
        screen.resize(columns: columns)
        Self.setSize(master, columns, screen.rows)
    }

    /// Reads until the screen shows something; false where the program ended before.
    func wait(until isThere: (Screen) -> Bool) throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(60 * patience)
        while !isThere(screen) {
            guard ContinuousClock.now < deadline else { throw Running.TookTooLong(seconds: 60 * patience) }
            guard read() else { return false }
        }
        return true
    }

    /// Reads until the program has stopped, as after Ctrl-Z; false where it ended before. To have shown a cursor is not
    /// to have stopped: what is sent in between to go on is lost.
    func waitUntilStopped() throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(60 * patience)
        while true {
            // It is left for whoever waits for its end.
            var found = siginfo_t()
            guard waitid(P_PID, id_t(process), &found, WSTOPPED | WEXITED | WNOHANG | WNOWAIT) == 0 else {
                return false
            }
            if found.si_code == Int32(CLD_STOPPED) { return true }
            if found.si_signo != 0 { return false }
            guard ContinuousClock.now < deadline else { throw Running.TookTooLong(seconds: 60 * patience) }
            _ = read()
        }
    }

    /// Reads to its end; the exit status, or 128 and the signal that ended it.
    func wait() throws -> Int32 {
        let deadline = ContinuousClock.now + .seconds(120 * patience)
        while read() {
            guard ContinuousClock.now < deadline else { throw Running.TookTooLong(seconds: 120 * patience) }
        }
        var status: Int32 = 0
        waitpid(process, &status, 0)
        self.status = status
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }

    /// Takes what there is, for at most a moment; false at the end.
    private func read() -> Bool {
        var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&ready, 1, 50) > 0 else { return true }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        // When nobody has the other end open any more, Linux says so with an error.
        let count = Foundation.read(master, &buffer, buffer.count)
        guard count > 0 else { return false }
        bytes += buffer[..<count]
        screen.take(buffer[..<count])
        return true
    }

    /// What Swift does not see of Linux's headers (`asm-generic/ioctls.h`, `spawn.h`).
    private static let (unlock, number, setsid): (UInt, UInt, Int16) = (0x4004_5431, 0x8004_5430, 0x80)

    private static func otherEnd(of master: Int32) throws -> String {
        var (isLocked, number) = (Int32(0), Int32(0))
        guard master >= 0, ioctl(master, unlock, &isLocked) == 0, ioctl(master, Self.number, &number) == 0
        else { throw Failed(call: "/dev/ptmx", number: errno) }
        return "/dev/pts/\(number)"
    }

    private static func setSize(_ terminal: Int32, _ columns: Int, _ rows: Int) {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
    }

    struct Failed: Error {
        let call: String
        let number: Int32
    }
}

extension WorkSpace {
    /// Starts `bounce` on a terminal, in the directory.
    func startOnTerminal(
        _ arguments: [String], columns: Int, environment: [String: String] = [:]
    ) throws -> PseudoTerminal {
        try PseudoTerminal(
            Bounce.path, arguments + ["-f", "production.json"], in: directory, columns: columns,
            environment: environment)
    }
}
