#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Wakes a thread that sleeps for a while: a pipe, which has something to read from the moment that it is rung. Where
/// the system has no pipe to give, sleepers sleep their while.
final class Bell: Sendable {
    private let (receiver, sender): (Int32, Int32)

    init() {
        var ends: [Int32] = [-1, -1]
        (receiver, sender) = pipe(&ends) == 0 ? (ends[0], ends[1]) : (-1, -1)
        for end in ends where end >= 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    deinit { for end in [receiver, sender] where end >= 0 { close(end) } }

    func ring() { _ = write(sender, [1], 1) }

    func hasRung(within milliseconds: Int32) -> Bool {
        var waiting = pollfd(fd: receiver, events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, milliseconds) > 0
    }
}
