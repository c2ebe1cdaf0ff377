internal import BuildEngine
internal import BuildStore
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The events of the newest build that did something, in `cache/live`, for `bounce serve` to follow.
///
/// Every build puts a new file there, so that a reader sees by its number that another build began. Its first line says
/// which process writes, and that this one holds the file locked for as long as it lives: so one that was killed shows. It
/// is a courtesy: a build does not fail for it.
///
/// It has lines for the progress of targets as well, which come from the workers' own threads: one a second for each, so
/// that the file stays small, whether anybody follows it or not.
final class LiveLog: EventConsumer, Sendable {
    private let state = Mutex(State())

    func take(_ event: Event) { state.withLock { $0.take(event) } }

    var listener: ProgressListener? { { [self] event in state.withLock { $0.takeProgress(event) } } }

    func finish() {}

    private struct State {
        var log: EventLog?
        var waiting: [Event] = []
        var isOver = false
        /// When each target was last said to be somewhere.
        var told: [String: ContinuousClock.Instant] = [:]

        mutating func takeProgress(_ event: Event) {
            guard let log, case .targetProgress(let progress) = event else { return }
            let now = ContinuousClock.now
            if let last = told[progress.name], now - last < .seconds(1) { return }
            told[progress.name] = now
            log.take(event)
        }

        /// Nothing is written before something is done: a build that finds all up to date costs nothing here.
        mutating func take(_ event: Event) {
            guard !isOver else { return }
            if let log { return log.take(event) }
            waiting.append(event)
            guard case .targetStarted = event else { return }
            begin()
        }

        private mutating func begin() {
            do {
                try removeFile(Workspace.live)
                log = try EventLog(holding: Workspace.live, first: #"{"event":"process","id":\#(getpid())}"#)
            } catch {
                isOver = true
            }
            for event in waiting { log?.take(event) }
            waiting = []
        }
    }
}
