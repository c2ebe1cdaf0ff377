internal import BuildEngine
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The cursor of a terminal, which is hidden while lines are drawn anew, and comes back however the process ends or is
/// stopped.
enum TerminalCursor {
    static let hidden = "\u{1B}[?25l"
    private static let away = Atomic<Bool>(false)

    static var isAway: Bool { away.load(ordering: .relaxed) }

    /// Takes note that it is going to be hidden.
    static func hide() {
        guard !away.exchange(true, ordering: .relaxed) else { return }
        Interruption.beforeTheEnd { TerminalCursor.bringBack() }
        watchForStop()
    }

    /// This is called in signal handlers, too: it writes, and does nothing else.
    static func bringBack() {
        guard away.load(ordering: .relaxed) else { return }
        away.store(false, ordering: .relaxed)
        // What was drawn goes, and the cursor is there again (ED; DECTCEM).
        let back: StaticString = "\r\u{1B}[J\u{1B}[?25h"
        _ = write(STDOUT_FILENO, back.utf8Start, back.utf8CodeUnitCount)
    }

    /// Ctrl-Z stops the process where it is, and the shell gets a terminal as it should be.
    private static func watchForStop() {
        guard !Interruption.isIgnored(SIGTSTP) else { return }
        signal(SIGTSTP) { _ in
            TerminalCursor.bringBack()
            kill(getpid(), SIGSTOP)
        }
    }
}
