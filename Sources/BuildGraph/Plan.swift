/// Decides what has to be done, in which order, and says why: a state machine that does nothing itself.
///
/// `next()` hands out a target whose inputs are settled, with the decision on it; `complete` takes what came
/// of it. `status`, `why`, a dry run and a build ask the same plan, so an explanation cannot drift from what
/// a build does. The plan does not know what a target sounds like.
package struct Plan {
    /// How a run differs from the usual.
    package struct Options: Sendable {
        /// The targets asked for; nil for all of them.
        package var roots: [TargetID]?
        /// Render the targets asked for, whatever is known of them.
        package var force = false
        /// Render what could be brought back from the store.
        package var ignoresStore = false

        package init(roots: [TargetID]? = nil, force: Bool = false, ignoresStore: Bool = false) {
            self.roots = roots
            self.force = force
            self.ignoresStore = ignoresStore
        }
    }

    /// What became of a target that was handed out.
    package enum Outcome: Equatable, Sendable {
        /// Its output is in place; nil for a target without one.
        case done(Digest?)
        /// It could not be rendered, or broke a gate: nothing that is made from it can start.
        case failed
        /// The bytes that were to be restored are gone: it comes back, to be rendered.
        case evicted
    }

    /// Where a target stands.
    package enum State: Equatable, Sendable {
        /// It is not part of this run.
        case unselected
        /// So many of its inputs are not settled.
        case waiting(Int)
        /// It can be handed out.
        case ready
        /// It was handed out.
        case running
        /// Settled; nil where there is no output.
        case settled(Digest?)
        case failed
        /// This target failed, and it is made from that one.
        case blocked(by: TargetID)
    }

    package let graph: Graph
    package private(set) var states: [State]

    private let memory: Memory
    private let options: Options
    // Ready targets: handed out in this order. `evicted` holds those that are to be rendered after all.
    private var queue: [TargetID]
    private var head = 0
    private var evicted: Set<TargetID> = []

    package init(graph: Graph, memory: Memory, options: Options = Options()) {
        self.graph = graph
        self.memory = memory
        self.options = options
        let selected = options.roots.map { graph.closure(of: $0) }
        states = graph.inputs.indices.map { index in
            guard selected?.contains(TargetID(index)) ?? true else { return .unselected }
            let count = graph.prerequisites[index].count
            return count == 0 ? .ready : .waiting(count)
        }
        let states = states
        queue = graph.order.filter { states[$0.index] == .ready }
    }

    /// The targets of this run, inputs first.
    package var selection: [TargetID] { graph.order.filter { states[$0.index] != .unselected } }

    /// The output of a target that is settled, where it has one.
    package func output(of target: TargetID) -> Digest? {
        guard case .settled(let output) = states[target.index] else { return nil }
        return output
    }

    /// Whether the output of a target is what the record of its last good build says.
    package func isIntact(_ target: TargetID) -> Bool { memory.histories[target.index].output == .intact }

    /// A target whose inputs are settled, and what to do with it; nil while there is none, or none is left.
    ///
    /// Targets with nothing to do (`reuse`, `skip`) are settled when they are handed out; the others come back
    /// through `complete`.
    package mutating func next() -> (target: TargetID, decision: Decision)? {
        guard head < queue.count else { return nil }
        let target = queue[head]
        head += 1
        let decision = decide(target, output)
        switch decision.action {
        case .reuse(let output): settle(target, .settled(graph[target].output == nil ? nil : output))
        case .skip: settle(target, .settled(nil))
        case .judge, .restore, .render: states[target.index] = .running
        case .wait: preconditionFailure("BUG: '\(graph[target].name)' was handed out before its inputs")
        }
        return (target, decision)
    }

    /// Takes what came of a target that `next` handed out. Returns the targets that can no longer be built.
    @discardableResult
    package mutating func complete(_ target: TargetID, _ outcome: Outcome) -> [TargetID] {
        precondition(
            states[target.index] == .running, "BUG: '\(graph[target].name)' completed but not handed out")
        switch outcome {
        case .done(let output): settle(target, .settled(output))
        case .failed: return fail(target)
        case .evicted:
            evicted.insert(target)
            states[target.index] = .ready
            queue.append(target)
        }
        return []
    }

    /// What a run would decide today for each of its targets, as far as that can be known without rendering.
    package func survey() -> [(target: TargetID, decision: Decision)] {
        var outputs: [TargetID: Digest] = [:]
        return selection.map { target in
            let decision = decide(target) { outputs[$0] }
            outputs[target] = decision.foreseenOutput
            return (target, decision)
        }
    }
}

extension Plan {

    private mutating func settle(_ target: TargetID, _ state: State) {
        states[target.index] = state
        for dependent in graph.dependents[target.index] {
            guard case .waiting(let count) = states[dependent.index] else { continue }
            states[dependent.index] = count == 1 ? .ready : .waiting(count - 1)
            if count == 1 { queue.append(dependent) }
        }
    }

    private mutating func fail(_ target: TargetID) -> [TargetID] {
        states[target.index] = .failed
        var blocked: [TargetID] = []
        var next = graph.dependents[target.index]
        while let dependent = next.popLast() {
            guard case .waiting = states[dependent.index] else { continue }
            states[dependent.index] = .blocked(by: target)
            blocked.append(dependent)
            next += graph.dependents[dependent.index]
        }
        return blocked.sorted()
    }

    /// - Parameter output: The output of a target, as far as it is known.
    private func decide(_ target: TargetID, _ output: (TargetID) -> Digest?) -> Decision {
        let isForced = options.force && (options.roots?.contains(target) ?? true)
        return Judge(
            declaration: graph[target], inputNames: graph.inputs[target.index].map { graph[$0].name },
            inputs: graph.inputs[target.index].map(output),
            comparisons: graph.comparisons[target.index].map { comparison($0, output) }, target: target,
            memory: memory, isForced: isForced,
            ignoresStore: options.ignoresStore || evicted.contains(target),
            isEvicted: evicted.contains(target)
        ).decision()
    }
}

extension Plan {
    /// A target that gates look at, with its content: where it only checks a file, that of the file.
    private func comparison(_ target: TargetID, _ output: (TargetID) -> Digest?) -> Component {
        let declaration = graph[target]
        guard declaration.output == nil else {
            return Component(.target, declaration.name, output(target)?.text ?? Component.unknown)
        }
        let content = declaration.files.first.flatMap { memory.files[$0] }
        return Component(.target, declaration.name, content?.text ?? Component.missing)
    }
}

extension Decision {
    /// The output that dependents can count on before anything is rendered.
    fileprivate var foreseenOutput: Digest? { isKnownFailure ? nil : knownOutput }
}
