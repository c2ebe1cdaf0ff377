internal import BuildEngine
internal import BuildGraph

/// A build as a person reads it: a line for each target that something was done for, with what its gates measured;
/// one last paragraph that says how it went. On a terminal, what is being done is shown below while it is.
final class TerminalReport: EventConsumer {
    private let isQuiet: Bool
    private let isVerbose: Bool
    private let nameWidth: Int
    private let live: LiveRegion?
    private var changes = RunChanges()

    /// - Parameter names: Those of all targets, so that the columns line up.
    init(isQuiet: Bool, isVerbose: Bool, names: [String]) {
        nameWidth = StatusText.width(of: names)
        self.isQuiet = isQuiet
        self.isVerbose = isVerbose
        live = Terminal.isInteractive && !isQuiet ? LiveRegion(nameWidth: nameWidth) : nil
    }

    var listener: ProgressListener? {
        guard let live else { return nil }
        return { live.take($0) }
    }

    func take(_ event: Event) {
        live?.take(event)
        switch event {
        case .runStarted, .forecast, .targetStarted, .targetProgress: break
        case .note(let text): say("note: \(text)")
        case .targetFinished(let report):
            changes.add(report)
            show(report)
        case .runFinished(let summary):
            live?.end()
            conclude(summary)
        }
    }

    func finish() { live?.end() }

    private func show(_ report: TargetReport) {
        switch report.outcome {
        case .fresh: if isVerbose { say(report, "·", "up to date", .dim) }
        case .skipped: say(report, "·", report.notes.joined(separator: "; "), .dim)
        case .blocked: say(report, "·", "not built: '\(report.blockedBy ?? "")' failed", .dim)
        case .failed: complain(report)
        case .rendered, .restored, .judged:
            say(report, Terminal.paint("✓", .green), facts(report))
            for warning in report.warnings { say("    ! \(warning)", .yellow) }
            if isVerbose { for reason in report.reasons { say("    because: \(reason.text)", .dim) } }
        }
    }

    private func facts(_ report: TargetReport) -> String {
        let time = "\(report.outcome.rawValue) in \(decimal(report.seconds, 2)) s"
        let measured = report.verdicts.filter { !["format", "length", "finite"].contains($0.gate) }
            .map { "\($0.gate) \($0.found)" }
        // A number stays with its unit.
        let notes = report.notes.filter { !report.warnings.contains($0) }
        return ([time] + measured + notes)
            .map { $0.replacing(" ", with: String(Layout.tie)) }.joined(separator: ", ")
    }

    private func complain(_ report: TargetReport) {
        print(row(report, Terminal.paint("✗", .red), report.problem ?? "broke a gate"))
        for verdict in report.verdicts {
            let mark = verdict.holds ? Terminal.paint("✓", .green) : Terminal.paint("✗", .red)
            insist("    \(mark) \(verdict.summary)")
        }
    }

    /// The columns of names and facts; in a narrow window, facts go below names.
    private func row(_ report: TargetReport, _ mark: String, _ text: String) -> [String] {
        let layout = Terminal.layout
        let isNarrow = layout.columns.map { $0 < nameWidth + 44 } ?? false
        let first = "\(mark) \(isNarrow ? report.name : padded(report.name, nameWidth)) "
        return layout.lines(
            text, first: first, rest: String(repeating: " ", count: isNarrow ? 4 : nameWidth + 3))
    }

    private func conclude(_ summary: RunSummary) {
        let done = [TargetOutcome.rendered, .restored, .judged].map { (summary.count($0), $0.rawValue) }
            .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let fresh = summary.count(.fresh)
        let time = "\(decimal(summary.seconds, 2)) s"
        switch summary.exit {
        case .ok where done.isEmpty:
            say("nothing to do: \(counted(fresh, "target")) \(fresh == 1 ? "is" : "are") up to date")
        case .ok:
            let rest = fresh > 0 ? ", \(fresh) up to date" : ""
            say("\(Terminal.paint("done", .green)): \(done.joined(separator: ", "))\(rest) in \(time)")
            // A log has each target with its events; a person wants to know what came of the edit.
            if live != nil { for line in changes.lines { say(line, .dim) } }
        case .interrupted:
            insist("interrupted after \(time): nothing is half-written; run bounce again to go on")
        default: explain(summary)
        }
    }

    /// The last lines of a failed build: which gate of which target, and what to try.
    private func explain(_ summary: RunSummary) {
        for report in summary.failures { explain(report) }
    }

    private func explain(_ report: TargetReport) {
        for verdict in report.verdicts where !verdict.holds {
            insist(
                Terminal.paint("failed", .red)
                    + ": gate '\(verdict.gate)' of '\(report.name)': expected \(verdict.expected), found \(verdict.found)"
            )
            for line in VerdictText.rest(verdict, indent: "  ") { insist(line) }
        }
        // What was lost on the way may be why, and what to do about it another thing than the gate says.
        for warning in report.warnings { insist("  note: \(warning)") }
        if let problem = report.problem {
            let place = report.line > 0 ? " (line \(report.line))" : ""
            insist(Terminal.paint("failed", .red) + ": '\(report.name)'\(place): \(problem)")
        }
        if let path = report.path, !report.verdicts.isEmpty, report.kind != .reference {
            insist("  to listen to it: \(path)")
        }
    }

    private func say(_ report: TargetReport, _ mark: String, _ text: String, _ colour: Terminal.Colour? = nil)
    {
        guard !isQuiet else { return }
        print(row(report, mark, text).map { line in colour.map { Terminal.paint(line, $0) } ?? line })
    }

    private func say(_ text: String, _ colour: Terminal.Colour? = nil) {
        guard !isQuiet else { return }
        let lines = Terminal.layout.lines(indented: text)
        print(lines.map { line in colour.map { Terminal.paint(line, $0) } ?? line })
    }

    /// Says what has to be said, whoever wants to be left alone.
    private func insist(_ text: String) { print(Terminal.layout.lines(indented: text)) }

    private func print(_ lines: [String]) {
        if let live { live.say(lines) } else { Terminal.say(lines.joined(separator: "\n")) }
    }
}
