internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Whether the user asked to stop: Ctrl-C, or a TERM signal. Renderings look at it between blocks.
package enum Interruption {
    private static let requested = Atomic<Bool>(false)

    package static var isRequested: Bool { requested.load(ordering: .relaxed) }

    /// Turns the signals into a request; a second one ends the process at once. A pipe or a file that takes no
    /// more becomes an error where it is written, instead of the end.
    package static func install() {
        for number in [SIGINT, SIGTERM] where !isIgnored(number) {
            signal(number) { number in
                // An atomic store is all that a signal handler does here.
                Interruption.requested.store(true, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
        }
        // A trap is an impossible state that came about; its words are on standard error already.
        for number in [SIGILL, SIGTRAP] { signal(number) { _ in _exit(ExitStatus.bug.rawValue) } }
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Whether whoever started this process wants it to go on regardless, as a shell does for background jobs.
    private static func isIgnored(_ number: Int32) -> Bool {
        let before = signal(number, SIG_IGN)
        signal(number, before)
        return unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}

/// Calls off the rest of a run: set once, seen by every worker.
final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)

    func cancel() { flag.store(true, ordering: .relaxed) }

    var isCancelled: Bool { flag.load(ordering: .relaxed) || Interruption.isRequested }
}
