internal import BuildEngine
internal import BuildGraph

/// A build as a person reads it: a line that says what runs, on a terminal; a line for each target that
/// something was done for, with what its gates measured; one last line that says how it went.
final class TerminalReport: EventConsumer {
    private let isQuiet: Bool
    private let isVerbose: Bool
    private let nameWidth: Int
    private var total = 0
    private var settled = 0
    private var running: [String] = []

    /// - Parameter names: Those of all targets, so that the columns line up.
    init(isQuiet: Bool, isVerbose: Bool, names: [String]) {
        nameWidth = StatusText.width(of: names)
        self.isQuiet = isQuiet
        self.isVerbose = isVerbose
    }

    func take(_ event: Event) {
        clearProgress()
        switch event {
        case .runStarted(_, let targets): total = targets
        case .note(let text): say("note: \(text)")
        case .targetStarted(let name, _): running.append(name)
        case .targetFinished(let report):
            settled += 1
            running.removeAll { $0 == report.name }
            show(report)
        case .runFinished(let summary):
            running = []
            conclude(summary)
        }
        showProgress()
    }

    func finish() {}

    private func show(_ report: TargetReport) {
        switch report.outcome {
        case .fresh: if isVerbose { say(row("·", report, "up to date"), .dim) }
        case .skipped: say(row("·", report, report.notes.joined(separator: "; ")), .dim)
        case .blocked: say(row("·", report, "not built: '\(report.blockedBy ?? "")' failed"), .dim)
        case .failed: complain(report)
        case .rendered, .restored, .judged:
            say(row(Terminal.paint("✓", .green), report, facts(report)))
            if isVerbose { for reason in report.reasons { say("    because: \(reason.text)", .dim) } }
        }
    }

    private func facts(_ report: TargetReport) -> String {
        let time = "\(report.outcome.rawValue) in \(decimal(report.seconds, 2)) s"
        let measured = report.verdicts.filter { !["format", "length", "finite"].contains($0.gate) }
            .map { "\($0.gate) \($0.found)" }
        return ([time] + measured + report.notes).joined(separator: ", ")
    }

    private func complain(_ report: TargetReport) {
        clearProgress()
        Terminal.say(row(Terminal.paint("✗", .red), report, report.problem ?? "broke a gate"))
        for verdict in report.verdicts {
            let mark = verdict.holds ? Terminal.paint("✓", .green) : Terminal.paint("✗", .red)
            Terminal.say("    \(mark) \(verdict.summary)")
        }
    }

    private func row(_ mark: String, _ report: TargetReport, _ text: String) -> String {
        "\(mark) \(StatusText.padded(report.name, nameWidth)) \(text)"
    }

    private func conclude(_ summary: RunSummary) {
        let done = [TargetOutcome.rendered, .restored, .judged].map { (summary.count($0), $0.rawValue) }
            .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let fresh = summary.count(.fresh)
        let time = "\(decimal(summary.seconds, 2)) s"
        switch summary.exit {
        case .ok where done.isEmpty: say("nothing to do: \(fresh) targets are up to date")
        case .ok:
            let rest = fresh > 0 ? [", \(fresh) up to date"] : []
            say(
                Terminal.paint("done", .green)
                    + ": \(done.joined(separator: ", "))\(rest.joined()) in \(time)")
        case .interrupted:
            Terminal.say("interrupted after \(time): nothing is half-written; run bounce again to go on")
        default: explain(summary)
        }
    }

    /// The last lines of a failed build: which gate of which target, and what to try.
    private func explain(_ summary: RunSummary) {
        for report in summary.failures { explain(report) }
    }

    private func explain(_ report: TargetReport) {
        for verdict in report.verdicts where !verdict.holds {
            Terminal.say(
                Terminal.paint("failed", .red)
                    + ": gate '\(verdict.gate)' of '\(report.name)': expected \(verdict.expected), found \(verdict.found)"
            )
            if !verdict.advice.isEmpty { Terminal.say("  try: \(verdict.advice)") }
        }
        if let problem = report.problem {
            Terminal.say(Terminal.paint("failed", .red) + ": '\(report.name)': \(problem)")
        }
        if let path = report.path, !report.verdicts.isEmpty, report.kind != .reference {
            Terminal.say("  to listen to it: \(path)")
        }
    }

    private func say(_ text: String, _ colour: Terminal.Colour? = nil) {
        guard !isQuiet else { return }
        Terminal.say(colour.map { Terminal.paint(text, $0) } ?? text)
    }
}

// MARK: - The progress line

extension TerminalReport {
    private func showProgress() {
        guard Terminal.isInteractive, !isQuiet, !running.isEmpty else { return }
        let text = "[\(settled)/\(total)] \(running.joined(separator: ", "))"
        Terminal.say(String(text.prefix(max(10, Terminal.width - 1))), terminator: "\r")
    }

    private func clearProgress() {
        guard Terminal.isInteractive, !isQuiet, !running.isEmpty else { return }
        // Erase to the end of the line (ECMA-48, EL).
        Terminal.say("\r\u{1B}[K", terminator: "")
    }
}
