internal import BuildStore

/// Sees when files were edited, and are at rest again: editors save in several steps.
package struct EditWatcher: ~Copyable {
    private let monitor: ChangeMonitor
    private let clock = ContinuousClock()
    /// How long nothing may happen before an edit counts as done.
    private let settling: Duration
    /// What was there when somebody last took it up.
    private var taken: [String: FileIdentity?] = [:]
    /// What was there at the last look, and since when it is so.
    private var seen: [String: FileIdentity?] = [:]
    private var since: ContinuousClock.Instant
    private var lastLook: ContinuousClock.Instant

    /// - Parameters:
    ///   - settling: How long files have to be at rest, in seconds.
    ///   - isPolling: Whether to look in turns, whatever the system could tell.
    package init(settling: Double, isPolling: Bool) {
        monitor = ChangeMonitor(isPolling: isPolling)
        self.settling = .seconds(settling)
        since = clock.now
        lastLook = since
    }

    /// From here on these files are watched. Those that were watched already are compared with what they were: what was
    /// done to them meanwhile is an edit.
    package mutating func watch(_ files: [String]) {
        monitor.listen(to: files)
        let now = Self.identities(files)
        taken = now.merging(taken.filter { now.keys.contains($0.key) }) { $1 }
        look(now)
    }

    /// What there is now is what is worked with from here on.
    package mutating func takeUp() {
        taken = Self.identities(Array(taken.keys))
        seen = taken
    }

    /// The files that were edited and are at rest, sorted; none while nothing was, or somebody is at it.
    ///
    /// - Parameter milliseconds: How long to wait for one that begins.
    package mutating func edits(waiting milliseconds: Int32 = 0) -> [String] {
        let isPending = seen != taken
        let hint = monitor.wait(milliseconds: isPending ? min(milliseconds, 20) : milliseconds)
        if hint || isPending || clock.now - lastLook > Self.longestTrust {
            // A directory that was put in the place of another one is to be watched anew.
            if hint { monitor.listen(to: taken.keys) }
            look(Self.identities(Array(taken.keys)))
        }
        guard seen != taken, clock.now - since >= settling else { return [] }
        return taken.keys.filter { seen[$0] != taken[$0] }.sorted()
    }

    /// The system may not tell everything: what another machine does on a shared disk, it cannot.
    private static let longestTrust = Duration.seconds(2)

    private mutating func look(_ now: [String: FileIdentity?]) {
        lastLook = clock.now
        guard now != seen else { return }
        seen = now
        since = lastLook
    }

    private static func identities(_ files: [String]) -> [String: FileIdentity?] {
        files.reduce(into: [:]) { $0[$1] = .some(try? FileIdentity(path: $1)) }
    }
}
