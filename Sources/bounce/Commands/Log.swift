internal import ArgumentParser
internal import BuildEngine
internal import BuildGraph
internal import BuildStore

/// `bounce log`: what earlier runs did, and why.
struct Log: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract:
            "List the runs, the newest first: when, what, why, how long, which gates; or one in detail.",
        discussion: """
            A run is a build that did something or went wrong; one that found nothing to do is not listed. The last \
            \(StateStore.mostRuns) runs are kept.
            """)

    @Argument(
        help: ArgumentHelp("The number of a run, to see all of it.", valueName: "run"),
        completion: Completing.runs)
    var number: Int?

    @Option(name: .customShort("n"), help: ArgumentHelp("How many runs to list.", valueName: "number"))
    var count = 20

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if count < 1 { throw ValidationError("-n is \(count): expected how many runs to list, at least 1") }
    }

    func run() throws {
        try common.enter()
        let store = try common.openForReading()
        if let number { return try show(store.run(numbered: number), store) }
        let runs = store.runs(newest: count)
        if json { return Terminal.say(JSON.line(LogDocument(runs: runs))) }
        for (index, run) in runs.enumerated() {
            Terminal.say(folding: RunText.paragraph(run, isNewest: index == 0))
        }
        if runs.isEmpty, !common.quiet { Terminal.say("no run is recorded here yet") }
    }

    private func show(_ run: RunRecord, _ store: StateStore) throws {
        let isNewest = store.runs(newest: 1).first?.number == run.number
        let entries = store.entries(ofRun: run.number)
        if json { return Terminal.say(JSON.line(RunDocument(run, isNewest: isNewest, entries))) }
        Terminal.say(folding: [RunText.head(run, isNewest: isNewest)])
        let width = StatusText.width(of: entries.map(\.target))
        for entry in entries {
            Terminal.say(folding: RunText.paragraph(entry, nameWidth: width))
        }
    }
}

extension StateStore {
    /// The run of that number, or a refusal that says which there are.
    func run(numbered number: Int) throws(BuildError) -> RunRecord {
        if let run = run(number) { return run }
        let runs = runs()
        guard let newest = runs.first, let oldest = runs.last else {
            throw .usage("there is no run \(number): no run is recorded here yet")
        }
        guard newest.number != oldest.number else {
            throw .usage("there is no run \(number): only run \(newest.number) is kept")
        }
        throw .usage("there is no run \(number): the runs \(oldest.number) to \(newest.number) are kept")
    }
}

/// `log --json`, schema 1.
private struct LogDocument: Encodable {
    let schema = 1
    let runs: [RunEntry]

    init(runs: [RunRecord]) {
        self.runs = runs.enumerated().map { RunEntry($0.element, isNewest: $0.offset == 0) }
    }
}

/// `log RUN --json`, schema 1.
private struct RunDocument: Encodable {
    let schema = 1
    let run: RunEntry
    let targets: [RunTargetEntry]

    init(_ run: RunRecord, isNewest: Bool, _ entries: [RunTarget]) {
        self.run = RunEntry(run, isNewest: isNewest)
        targets = entries.map(RunTargetEntry.init)
    }
}

/// A run, as JSON has it everywhere.
struct RunEntry: Encodable {
    let number: Int
    let begun: String
    let state: String
    let production: String
    let options: String
    let description: String?
    let targets: Int
    let seconds: Double?
    let exit: Int32?
    let counts: [String: Int]?
    let new: Int?
    let causes: [CauseEntry]?
    let brokenGates: [BrokenGateEntry]?

    struct CauseEntry: Encodable {
        let target: String
        let reason: ReasonEntry
    }

    struct BrokenGateEntry: Encodable {
        let target: String
        let gate: String
        let expected: String
        let found: String
    }

    init(_ run: RunRecord, isNewest: Bool) {
        number = run.number
        begun = Moment(run.begun).utc
        state = RunState(run, isNewest: isNewest).word
        production = run.production
        options = run.options
        description = run.description?.text
        targets = run.targets
        seconds = run.end?.seconds
        exit = run.end?.exit
        counts = run.end.map { end in
            TargetOutcome.allCases.reduce(into: [:]) { $0[$1.rawValue] = end.counts[$1.rawValue] ?? 0 }
        }
        new = run.end?.causes.new
        causes = run.end?.causes.roots.map {
            CauseEntry(target: $0.target, reason: ReasonEntry($0.reason))
        }
        brokenGates = run.end?.causes.broken.map {
            BrokenGateEntry(
                target: $0.target, gate: $0.verdict.gate, expected: $0.verdict.expected,
                found: $0.verdict.found)
        }
    }
}

/// What a run did with a target, as JSON has it.
private struct RunTargetEntry: Encodable {
    let name: String
    let outcome: String
    let seconds: Double
    let start: Double?
    let worker: Int?
    let key: String?
    let judgement: String?
    let output: String?
    let reasons: [ReasonEntry]
    let gates: [StoredVerdictEntry]
    let notes: [String]
    let problem: String?
    let blockedBy: String?
    let parameters: [ParameterEntry]

    struct ParameterEntry: Encodable {
        let what: String
        let value: String
    }

    init(_ entry: RunTarget) {
        name = entry.target
        outcome = entry.outcome
        seconds = entry.seconds
        start = entry.start?.offset
        worker = entry.start?.worker
        key = entry.key?.text
        judgement = entry.judgement?.text
        output = entry.output?.text
        reasons = entry.reasons.map(ReasonEntry.init)
        gates = entry.verdicts.map(StoredVerdictEntry.init)
        notes = entry.notes
        problem = entry.problem
        blockedBy = entry.blockedBy
        parameters = entry.components.map { ParameterEntry(what: $0.name, value: $0.value) }
    }
}

/// A verdict that is recorded, as JSON has it everywhere.
struct StoredVerdictEntry: Encodable {
    let gate: String
    let holds: Bool
    let expected: String
    let found: String

    init(_ verdict: StoredVerdict) {
        gate = verdict.gate
        holds = verdict.holds
        expected = verdict.expected
        found = verdict.found
    }
}
