internal import BuildEngine
internal import BuildGraph
internal import BuildStore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// How a run stands, in a word.
enum RunState {
    case ended(ExitStatus?)
    /// Its process is still there.
    case running
    /// It has no end, and its process is gone.
    case killed

    /// - Parameter isNewest: Only the newest run can still be going on: another began after the others.
    init(_ run: RunRecord, isNewest: Bool) {
        if let end = run.end {
            self = .ended(ExitStatus(rawValue: end.exit))
        } else {
            // No signal is sent: this asks whether there is such a process, be it somebody else's.
            let isThere = kill(pid_t(truncatingIfNeeded: run.process), 0) == 0 || errno == EPERM
            self = isNewest && isThere ? .running : .killed
        }
    }

    var word: String {
        switch self {
        case .running: "running"
        case .killed: "killed"
        case .ended(let status): status?.word ?? "unknown"
        }
    }

    var colour: Terminal.Colour {
        switch self {
        case .ended(.ok?): .green
        case .running, .ended(.interrupted?): .yellow
        default: .red
        }
    }
}

extension ExitStatus {
    /// The status in a word or two; part of the interface.
    var word: String {
        switch self {
        case .ok: "ok"
        case .renderFailed: "render failed"
        case .refused: "refused"
        case .gateFailed: "gate failed"
        case .stale: "stale"
        case .inputChanged: "input changed"
        case .locked: "locked"
        case .environment: "environment"
        case .bug: "bug"
        case .interrupted: "interrupted"
        }
    }
}

/// The lines of `log`.
enum RunText {
    /// A run, and why it had something to do.
    static func paragraph(_ run: RunRecord, isNewest: Bool) -> [String] {
        [head(run, isNewest: isNewest)] + causes(run).map { "       \($0)" }
    }

    static func head(_ run: RunRecord, isNewest: Bool) -> String {
        let state = RunState(run, isNewest: isNewest)
        let number = StatusText.padded("\(run.number)", 6)
        let time = run.end.map { "\(decimal($0.seconds, 2)) s" } ?? "–"
        let word = StatusText.padded(Terminal.paint(state.word, state.colour), 13)
        let options = run.options.isEmpty ? "" : "  (\(run.options))"
        return
            "\(number) \(Moment(run.begun).local)  \(StatusText.padded(time, 9)) \(word) \(counts(run))\(options)"
    }

    /// "3 rendered, 1 failed, 12 fresh".
    static func counts(_ run: RunRecord) -> String {
        guard let end = run.end else { return counted(run.targets, "target") }
        let counts = TargetOutcome.allCases.compactMap { outcome -> String? in
            guard let count = end.counts[outcome.rawValue], count > 0 else { return nil }
            return "\(count) \(outcome.rawValue)"
        }
        return counts.isEmpty ? "nothing begun" : counts.joined(separator: ", ")
    }

    private static func causes(_ run: RunRecord) -> [String] {
        guard let causes = run.end?.causes else { return [] }
        var lines: [String] = []
        if causes.new > 0 {
            lines.append("\(causes.new) \(causes.new == 1 ? "target was" : "targets were") new")
        }
        lines += some(
            causes.roots.map { "\($0.target): \($0.reason.text)" }, of: causes.rootCount, "reason")
        lines += some(
            causes.broken.map { broken($0.target, $0.verdict) }, of: causes.brokenCount, "broken gate")
        lines += some(
            causes.problems.map { "'\($0.target)': \($0.words)" }, of: causes.problemCount, "failure")
        return lines
    }

    static func broken(_ target: String, _ verdict: StoredVerdict) -> String {
        Terminal.paint("failed", .red)
            + ": gate '\(verdict.gate)' of '\(target)': expected \(verdict.expected), found \(verdict.found)"
    }

    private static func some(_ lines: [String], of count: Int, _ thing: String) -> [String] {
        lines + (count > lines.count ? ["and \(counted(count - lines.count, "more \(thing)"))"] : [])
    }

    /// What a run did with one target.
    static func paragraph(_ entry: RunTarget, nameWidth: Int) -> [String] {
        let good = entry.isGood
        let mark =
            good ? Terminal.paint("✓", .green) : entry.blockedBy != nil ? "·" : Terminal.paint("✗", .red)
        let name = StatusText.padded(entry.target, nameWidth)
        if let blocker = entry.blockedBy { return ["\(mark) \(name) not built: '\(blocker)' failed"] }
        let facts = ["\(entry.outcome) in \(decimal(entry.seconds, 2)) s"] + entry.notes
        var lines = ["\(mark) \(name) \(facts.joined(separator: ", "))"]
        for reason in entry.reasons { lines.append("    because: \(reason.text)") }
        if let problem = entry.problem { lines.append("    \(problem)") }
        return lines + entry.verdicts.map(line)
    }

    private static func line(_ verdict: StoredVerdict) -> String {
        let mark = verdict.holds ? Terminal.paint("✓", .green) : Terminal.paint("✗", .red)
        return "    \(mark) \(verdict.gate): expected \(verdict.expected), found \(verdict.found)"
    }
}
