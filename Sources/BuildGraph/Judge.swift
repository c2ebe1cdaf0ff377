// The decision on one target: its key from today's components, held against what is known of it.

/// Everything that the decision on one target depends on.
struct Judge {
    let declaration: Declaration
    let inputNames: [String]
    /// The outputs of its inputs, in the order of `inputNames`; nil where they are not known yet.
    let inputs: [Digest?]
    /// The targets that its gates look at.
    let comparisons: [Component]
    let target: TargetID
    let memory: Memory
    let isForced: Bool
    let ignoresStore: Bool
    let isEvicted: Bool
    /// What the key is made of: the declaration's own components, then the inputs' outputs, then the files.
    private let components: [Component]
    /// What the judgement is made of: the declaration's gates, then what they look at.
    private let gates: [Component]
    private let judgement: Digest

    init(
        declaration: Declaration, inputNames: [String], inputs: [Digest?], comparisons: [Component],
        target: TargetID, memory: Memory, isForced: Bool, ignoresStore: Bool, isEvicted: Bool
    ) {
        self.declaration = declaration
        self.inputNames = inputNames
        self.inputs = inputs
        self.comparisons = comparisons
        self.target = target
        self.memory = memory
        self.isForced = isForced
        self.ignoresStore = ignoresStore
        self.isEvicted = isEvicted
        components =
            declaration.components
            + zip(inputNames, inputs).map { Component(.target, $0, $1?.text ?? Component.unknown) }
            + declaration.files.map { Component(.file, $0, memory.files[$0]?.text ?? Component.missing) }
        gates = comparisons.isEmpty ? declaration.gates : declaration.gates + comparisons
        judgement = memory.digest(Component.canonicalBytes(of: gates))
    }

    func decision() -> Decision {
        let missing = declaration.files.filter { memory.files[$0] == nil }
        if declaration.isOptional, !missing.isEmpty { return make(.skip, key: nil, []) }
        guard !inputs.contains(nil) else { return undecided() }
        let key = memory.digest(Component.canonicalBytes(of: components))
        if isForced { return make(.render, key: key, [Reason(.forced, declaration.name)]) }
        if let record = history.record, record.key == key { return unchanged(record, key) }
        return changed(key)
    }
}

extension Judge {
    private var history: History { memory.histories[target.index] }

    private var outputState: OutputState { declaration.output == nil ? .intact : history.output }

    /// The same key as the last good build: only the output and the gates can call for work.
    private func unchanged(_ record: Record, _ key: Digest) -> Decision {
        guard outputState == .intact else {
            return bring(back: record.output, key, because: [outputReason].compactMap(\.self))
        }
        let isJudged = record.judgement == judgement
        return make(
            isJudged ? .reuse(record.output) : .judge(record.output), key: key,
            isJudged ? [] : gateReasons + comparisonWaits)
    }

    /// Another key than the last good build, or the first.
    private func changed(_ key: Digest) -> Decision {
        let found = changes(components)
        // A record whose parts do not explain its key is damaged, and counts as none.
        let reasons = found.isEmpty ? [Reason(.new, declaration.name)] : found
        guard let output = memory.output(key) else { return make(.render, key: key, reasons) }
        if declaration.output == nil { return make(.render, key: key, reasons) }
        if isInPlace(output) { return make(.judge(output), key: key, reasons) }
        return bring(back: output, key, because: reasons)
    }

    /// Whether an output that is known from an earlier run is there already: left by it, or by a run whose records
    /// were lost since. It is recognised by its content, and not rendered again.
    private func isInPlace(_ output: Digest) -> Bool {
        outputState == .intact && history.record?.output == output || history.content == output
    }

    private func bring(back output: Digest, _ key: Digest, because reasons: [Reason]) -> Decision {
        if !ignoresStore, memory.isKept(output) { return make(.restore(output), key: key, reasons) }
        let evicted = isGone(output) ? [Reason(.evicted, declaration.name)] : []
        return make(.render, key: key, reasons + evicted)
    }

    /// Whether bytes of an earlier build are no longer kept. The last good output is in its place and not kept:
    /// when it is missing there, that is the reason.
    private func isGone(_ output: Digest) -> Bool {
        isEvicted || (!ignoresStore && history.record?.output != output)
    }

    /// Some input is not built yet. What is its own is compared; the rest has to wait.
    private func undecided() -> Decision {
        let unknown = Set(zip(inputNames, inputs).filter { $0.1 == nil }.map(\.0))
        let waits =
            inputNames.filter(unknown.contains).map { Reason(.upstreamMaybe, $0) } + comparisonWaits
        if isForced { return make(.render, key: nil, [Reason(.forced, declaration.name)]) }
        let own = changes(components).filter { !($0.code == .upstream && unknown.contains($0.what)) }
        let output = history.record == nil ? nil : outputReason
        let isJudged = history.record == nil || history.record?.judgement == judgement
        let reasons = own + [output].compactMap(\.self) + (isJudged ? [] : gateReasons)
        // That a run was stopped is no reason by itself: the last good build may be what is asked for again.
        let isStale = reasons.contains { $0.code != .interrupted }
        return make(isStale ? .render : .wait, key: nil, reasons + waits)
    }

    /// What differs from the last good build, the newest cause first.
    private func changes(_ components: [Component]) -> [Reason] {
        let interrupted = history.wasInterrupted ? [Reason(.interrupted, declaration.name)] : []
        let missing = components.filter { $0.source == .file && $0.value == Component.missing }
            .map { Reason(.inputMissing, $0.name, to: memory.obstacles[$0.name]) }
        guard history.record != nil else {
            return interrupted + [Reason(.new, declaration.name)] + missing
        }
        let differences = Reason.differences(from: memory.components(target), to: components)
        // What stops a build is said first, and once.
        return missing + interrupted + differences.filter { $0.code != .inputMissing }
    }

    private var outputReason: Reason? {
        let path = declaration.output ?? declaration.name
        switch outputState {
        case .missing: return Reason(.outputMissing, path)
        case .modified: return Reason(.outputModified, path)
        case .intact: return nil
        }
    }

    /// What the judgement waits for: targets that its gates look at, and that are not built yet.
    private var comparisonWaits: [Reason] {
        comparisons.filter { $0.value == Component.unknown }.map { Reason(.upstreamMaybe, $0.name) }
    }

    private var gateReasons: [Reason] {
        let unknown = Set(comparisonWaits.map(\.what))
        let reasons = Reason.differences(from: memory.gates(target), to: gates).compactMap(gateReason)
            .filter { !($0.code == .upstream && unknown.contains($0.what)) }
        guard reasons.isEmpty, unknown.isEmpty else { return reasons }
        // The same gates in another order are other gates to the record, and to nobody else.
        return [Reason(.gateChanged, "the order of the gates")]
    }

    /// Nil for a target that gates look at now, or no longer: the gate that does says so itself.
    private func gateReason(_ difference: Reason) -> Reason? {
        switch difference.code {
        case .upstream: difference
        case .inputSet: nil
        default:
            Reason(
                difference.from == nil ? .gateAdded : .gateChanged, difference.what, from: difference.from,
                to: difference.to)
        }
    }

    private func make(_ action: Decision.Action, key: Digest?, _ reasons: [Reason]) -> Decision {
        let failure = history.failure.flatMap { $0.key == key && $0.judgement == judgement ? $0 : nil }
        let known = failure.map { [Reason(.gateFailed, $0.gate)] } ?? []
        return Decision(
            action: action, key: key, judgement: judgement, components: components, gates: gates,
            reasons: known + reasons,
            isKnownFailure: failure != nil)
    }
}
