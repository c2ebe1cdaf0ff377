internal import ArgumentParser
internal import BuildEngine
internal import BuildGraph
internal import BuildStore

/// `bounce diff RUN [RUN]`: what differs between two runs.
struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract:
            "Say what differs between two runs: parameters, measurements and verdicts, before and after.",
        discussion: "`bounce log` lists the runs. Without a second one, the newest is compared with.")

    @Argument(
        help: "The number of the run before. Default: the one before the newest.",
        completion: Completing.runs)
    var before: Int?

    @Argument(help: "The number of the run after. Default: the newest.", completion: Completing.runs)
    var after: Int?

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        try common.enter()
        let store = try common.openForReading()
        let newest = store.runs(newest: 2).map(\.number)
        guard let before = before ?? newest.dropFirst().first else {
            throw BuildError.usage("there are no two runs to compare yet: `bounce log` lists the runs")
        }
        let first = try store.run(numbered: before)
        let last = try store.run(numbered: after ?? newest.first ?? before)
        let comparison = RunComparison(from: first, to: last, store: store)
        if json { return Terminal.say(JSON.line(DiffDocument(first, last, comparison))) }
        for target in comparison.targets { Terminal.say(folding: DifferenceText.paragraph(target)) }
        if comparison.targets.isEmpty, !common.quiet {
            Terminal.say("nothing differs between run \(first.number) and run \(last.number)")
        }
    }
}

/// `diff --json`, schema 1.
private struct DiffDocument: Encodable {
    let schema = 1
    let from: Int
    let to: Int
    let targets: [Entry]

    struct Entry: Encodable {
        let name: String
        let change: String
        let outcome: Pair<String>?
        let parameters: [ReasonEntry]
        let gates: [GateEntry]
        let output: Pair<String>?
        let problem: Pair<String>?
    }

    struct GateEntry: Encodable {
        let gate: String
        let from: StoredVerdictEntry?
        let to: StoredVerdictEntry?
    }

    struct Pair<Value: Encodable>: Encodable {
        let from: Value?
        let to: Value?
    }

    init(_ first: RunRecord, _ last: RunRecord, _ comparison: RunComparison) {
        from = first.number
        to = last.number
        targets = comparison.targets.map { target in
            let (before, after) = (target.before, target.after)
            return Entry(
                name: target.name, change: target.kind.rawValue,
                outcome: before?.outcome == after?.outcome
                    ? nil : Pair(from: before?.outcome, to: after?.outcome),
                parameters: target.parameters.map(ReasonEntry.init),
                gates: target.gates.map { gate in
                    GateEntry(
                        gate: gate.gate, from: gate.before.map(StoredVerdictEntry.init),
                        to: gate.after.map(StoredVerdictEntry.init))
                },
                output: before?.output == after?.output
                    ? nil : Pair(from: before?.output?.text, to: after?.output?.text),
                problem: target.problem.map { Pair(from: $0.before, to: $0.after) })
        }
    }
}
