internal import BuildEngine
internal import BuildStore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// `--events`: a build as JSON lines, each written as it happens. The last one is `run-finished`, so that a
/// log that was cut off shows.
final class EventLog: EventConsumer {
    private let file: Descriptor
    private var failure: StoreError?

    init(path: String) throws(BuildError) {
        do {
            file = try Descriptor(path, O_WRONLY | O_CREAT | O_TRUNC)
        } catch {
            throw .store(error)
        }
    }

    /// A log that is locked for as long as it is written.
    ///
    /// - Parameter first: A line before those of the events, where there are locks.
    init(holding path: String, first: String) throws(BuildError) {
        do {
            file = try Descriptor(path, O_WRONLY | O_CREAT | O_TRUNC)
            if flock(file.raw, LOCK_EX | LOCK_NB) == 0 { try file.write((first + "\n").utf8) }
        } catch {
            throw .store(error)
        }
    }

    /// How a log begins.
    static let start = "{\"event\":\""

    /// A run that ended before it began: its description was refused.
    func refuse(_ error: BuildError) throws {
        write(JSON.line(EventEntry(refusedWith: error)))
        try finish()
    }

    func take(_ event: Event) {
        if let line = EventLine.text(event) { write(line) }
    }

    private func write(_ line: String) {
        guard failure == nil else { return }
        do {
            try file.write((line + "\n").utf8)
        } catch {
            failure = error
        }
    }

    /// A log that could not be written whole is an error: somebody counts on it.
    func finish() throws {
        if let failure { throw BuildError.store(failure) }
    }
}

/// An event as machines read it.
enum EventLine {
    /// One line of JSON; nil for what is only worked out for a display, as a forecast is.
    ///
    /// How far a target is has a line, too, for pages that are looked at while a build runs. A log has none of those:
    /// when they come depends on the machine, so two logs of one build would differ.
    static func text(_ event: Event) -> String? { EventEntry(event).map { JSON.line($0) } }
}

private struct EventEntry: Encodable {
    var event: String
    var production: String?
    var targets: Int?
    var text: String?
    var target: String?
    var kind: String?
    var line: Int?
    var action: String?
    var outcome: String?
    var frames: Int?
    var of: Int?
    var seconds: Double?
    var output: String?
    var problem: String?
    var blockedBy: String?
    var gates: [VerdictEntry]?
    var notes: [String]?
    var reasons: [ReasonEntry]?
    var exit: Int32?
    var rendered: Int?
    var restored: Int?
    var judged: Int?
    var fresh: Int?
    var failed: Int?
    var blocked: Int?
    var skipped: Int?

    init(refusedWith error: BuildError) {
        event = "run-finished"
        exit = error.exit.rawValue
        problem = error.message
    }

    init?(_ event: Event) {
        switch event {
        case .forecast: return nil
        case .runStarted(let production, let targets):
            self.event = "run-started"
            self.production = production
            self.targets = targets
        case .note(let text):
            self.event = "note"
            self.text = text
        case .targetStarted(let name, let action):
            self.event = "target-started"
            target = name
            self.action = action
        case .targetProgress(let progress):
            self.event = "target-progress"
            target = progress.name
            frames = progress.frames
            of = progress.of
        case .targetFinished(let report):
            self.event = "target-finished"
            fill(report)
        case .runFinished(let summary):
            self.event = "run-finished"
            fill(summary)
        }
    }

    private mutating func fill(_ report: TargetReport) {
        target = report.name
        line = report.line > 0 ? report.line : nil
        kind = report.kind.rawValue
        outcome = report.outcome.rawValue
        seconds = report.seconds
        output = report.path
        problem = report.problem
        blockedBy = report.blockedBy
        gates = report.verdicts.map(VerdictEntry.init)
        notes = report.notes
        reasons = report.reasons.map(ReasonEntry.init)
    }

    private mutating func fill(_ summary: RunSummary) {
        exit = summary.exit.rawValue
        seconds = summary.seconds
        rendered = summary.count(.rendered)
        restored = summary.count(.restored)
        judged = summary.count(.judged)
        fresh = summary.count(.fresh)
        failed = summary.count(.failed)
        blocked = summary.count(.blocked)
        skipped = summary.count(.skipped)
    }
}
