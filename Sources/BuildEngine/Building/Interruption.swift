internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Whether the user asked to stop: Ctrl-C, a TERM signal, or a terminal that was closed. Renderings look at it between blocks.
package enum Interruption {
    private static let requested = Atomic<Bool>(false)
    /// The address of a function; 0 for none.
    private static let farewell = Atomic<UInt>(0)

    package static var isRequested: Bool { requested.load(ordering: .relaxed) }

    /// Turns the signals into a request; a second one ends the process at once. A pipe or a file that takes no
    /// more becomes an error where it is written, instead of the end.
    package static func install() {
        for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
            signal(number) { number in
                // An atomic store is all that a signal handler does here.
                Interruption.requested.store(true, ordering: .relaxed)
                signal(number) { Interruption.end(by: $0) }
            }
        }
        // A trap is an impossible state that came about; its words are on standard error already.
        for number in [SIGILL, SIGTRAP] {
            signal(number) { _ in
                Interruption.sayFarewell()
                _exit(ExitStatus.bug.rawValue)
            }
        }
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Has something done before a signal ends the process at once, within its handler: whoever hid a cursor shows it
    /// again.
    package static func beforeTheEnd(_ farewell: @escaping @convention(c) () -> Void) {
        Self.farewell.store(UInt(bitPattern: unsafeBitCast(farewell, to: Int.self)), ordering: .relaxed)
        if !isIgnored(SIGQUIT) { signal(SIGQUIT) { Interruption.end(by: $0) } }
    }

    private static func sayFarewell() {
        let address = farewell.load(ordering: .relaxed)
        guard address != 0 else { return }
        unsafeBitCast(address, to: (@convention(c) () -> Void).self)()
    }

    /// The signal does what it does where nobody handles it: when its handler is left.
    private static func end(by number: Int32) {
        sayFarewell()
        signal(number, SIG_DFL)
        raise(number)
    }

    /// Whether whoever started this process wants it to go on regardless, as a shell does for background jobs. It
    /// only asks: to ignore a signal, even for a moment, would drop one that has arrived already.
    package static func isIgnored(_ number: Int32) -> Bool {
        var present = sigaction()
        guard sigaction(number, nil, &present) == 0 else { return false }
        #if canImport(Darwin)
            let handler = present.__sigaction_u.__sa_handler
        #else
            let handler = present.__sigaction_handler.sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}

/// Calls off the rest of a run: set once, seen by every worker.
final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)

    func cancel() { flag.store(true, ordering: .relaxed) }

    var isCancelled: Bool { flag.load(ordering: .relaxed) || Interruption.isRequested }
}
