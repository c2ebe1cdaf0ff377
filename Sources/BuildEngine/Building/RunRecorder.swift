internal import BuildGraph
internal import BuildStore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Keeps the record of a run. It is begun before the first thing that the run does and ended with its outcome, so
/// a run that is killed shows; a run that finds nothing to do leaves no record, and costs none.
struct RunRecorder {
    private let store: StateStore
    private let scope: Scope
    private var run: RunRecord
    private var causes = Causes()

    init(_ scope: Scope, _ options: BuildOptions, targets: Int, store: StateStore) {
        self.store = store
        self.scope = scope
        run = RunRecord(
            begun: fileClock(), process: Int64(getpid()), production: scope.production.name,
            options: options.words, description: scope.source.file.digest, targets: targets,
            members: Digest(high: 0, low: 0))
    }

    private var isBegun: Bool { run.number > 0 }

    /// The names of all targets; nil where a ledger shows that they are those of the run before.
    private var names: [String]? { scope.isWhole ? scope.production.graph.declarations.map(\.name) : nil }

    mutating func begin() throws(StoreError) {
        guard !isBegun else { return }
        let names = names
        if let names { run.members = Self.digest(of: names) }
        run = try store.begin(run, members: names)
    }

    /// Whether targets came or went without anything having to be done for it.
    private var hasOtherMembers: Bool {
        guard let names else { return false }
        guard let last = store.runs(newest: 1).first else { return !names.isEmpty }
        return last.members != Self.digest(of: names)
    }

    /// Takes note of a target; gives what has to be recorded with it.
    mutating func note(_ entry: RunTarget) -> (number: Int, entry: RunTarget) {
        causes.add(entry)
        return (run.number, entry)
    }

    /// Records what became of targets that leave no other record.
    mutating func record(_ entries: [RunTarget]) throws(StoreError) {
        guard !entries.isEmpty else { return }
        try begin()
        for entry in entries { causes.add(entry) }
        try store.record(entries, ofRun: run.number)
    }

    /// Closes the record, where there is one or has to be: a run that went wrong is seen.
    mutating func end(_ summary: RunSummary) throws(StoreError) {
        // Where nothing was to be done, the records may not even be open for writing.
        guard store.isWritable, isBegun || summary.exit != .ok || hasOtherMembers else { return }
        try begin()
        var end = RunRecord.End()
        end.seconds = summary.seconds
        end.exit = summary.exit.rawValue
        end.counts = summary.counts.reduce(into: [:]) { $0[$1.key.rawValue] = $1.value }
        end.causes = causes
        run.end = end
        try store.end(run)
        if store.hasRunsToTrim { try store.trimRuns() }
    }

    private static func digest(of names: [String]) -> Digest {
        var hasher = ContentHasher()
        for var name in names {
            name.withUTF8 { hasher.update(UnsafeRawBufferPointer($0)) }
            // No name holds a line feed.
            withUnsafeBytes(of: UInt8(ascii: "\n")) { hasher.update($0) }
        }
        return hasher.digest
    }
}

extension BuildOptions {
    /// The options that change what a build does, as they are given.
    fileprivate var words: String {
        let flags = [
            (keepGoing, "--keep-going"), (force, "--force"), (ignoresStore, "--no-restore"),
            (isDurable, "--durable"),
        ]
        return (flags.filter(\.0).map(\.1) + named).joined(separator: " ")
    }
}

extension RunTarget {
    init(_ name: String, _ outcome: TargetOutcome, _ decision: Decision) {
        self.init(name, outcome: outcome.rawValue, isGood: outcome.isGood)
        take(decision)
    }

    init(interrupted name: String, _ decision: Decision) {
        self.init(name, outcome: Self.interrupted, isGood: false)
        take(decision)
    }

    /// The word for a target that was being worked on when the run was stopped.
    private static let interrupted = "interrupted"

    private mutating func take(_ decision: Decision) {
        key = decision.key
        judgement = decision.judgement
        components = decision.components
        reasons = decision.reasons
    }

    /// What was reported of it.
    mutating func take(_ report: TargetReport) {
        seconds = report.seconds
        start = report.start
        verdicts = report.verdicts.map(StoredVerdict.init)
        notes = report.notes
        problem = report.problem
        blockedBy = report.blockedBy
    }
}

extension TargetOutcome {
    fileprivate var isGood: Bool {
        switch self {
        case .rendered, .restored, .judged: true
        case .fresh, .failed, .blocked, .skipped: false
        }
    }
}

extension StoredVerdict {
    init(_ verdict: Verdict) {
        self.init(
            gate: verdict.gate, holds: verdict.holds, expected: verdict.expected, found: verdict.found)
    }
}
