import BuildGraph
import Testing

/// What a simulated build did.
struct Run {
    /// In the order in which the plan handed them out; a target whose kept bytes were gone comes twice.
    var handed: [(name: String, decision: Decision)] = []
    var failed: [String] = []
    var blocked: [String] = []
    var states: [String: Plan.State] = [:]

    /// The targets that were worked on, with what was done: "bass: render".
    var work: [String] {
        handed.compactMap { name, decision in
            switch decision.action {
            case .reuse, .skip: nil
            default: "\(name): \(decision.action.word)"
            }
        }
    }
}

/// How a simulated build goes about it.
struct Circumstances {
    /// Targets at a time.
    var jobs = 1
    /// The chance, in percent, that kept bytes turn out to be damaged.
    var damage = 0
    /// Whether nothing is begun after the first failure.
    var stopsAtFailure = false
    /// After so many hand-outs the build is killed.
    var killAfter = Int.max
}

extension World {
    /// Builds as the engine does: asks the plan, renders, judges, puts in place, records.
    @discardableResult
    mutating func build(
        _ options: Plan.Options = Plan.Options(), _ circumstances: Circumstances = Circumstances(),
        _ random: inout SplitMix
    ) throws -> Run {
        var plan = try plan(options)
        var run = Run()
        var running: [(target: TargetID, decision: Decision)] = []
        while true {
            let isStopped = circumstances.stopsAtFailure && !run.failed.isEmpty
            while !isStopped, running.count < circumstances.jobs, run.handed.count < circumstances.killAfter {
                guard let (target, decision) = plan.next() else { break }
                run.handed.append((plan.graph[target].name, decision))
                check(plan, target, decision)
                if case .running = plan.states[target.index] { running.append((target, decision)) }
            }
            if run.handed.count >= circumstances.killAfter {
                interrupted.formUnion(running.map { plan.graph[$0.target].name })
                break
            }
            guard !running.isEmpty else { break }
            let (target, decision) = running.remove(at: Int(random.next() % UInt64(running.count)))
            let isDamaged = random.next() % 100 < UInt64(circumstances.damage)
            let outcome = finish(plan, target, decision, isDamaged: isDamaged)
            if outcome == .failed { run.failed.append(plan.graph[target].name) }
            run.blocked += plan.complete(target, outcome).map { plan.graph[$0].name }
        }
        for (index, target) in targets.enumerated() { run.states[target.name] = plan.states[index] }
        return run
    }

    @discardableResult
    mutating func build(_ options: Plan.Options = Plan.Options()) throws -> Run {
        var random = SplitMix(seed: 0)
        return try build(options, Circumstances(), &random)
    }

    /// What has to be true of whatever the plan hands out.
    private func check(_ plan: Plan, _ target: TargetID, _ decision: Decision) {
        for input in plan.graph.inputs[target.index] {
            guard case .settled(_?) = plan.states[input.index] else {
                Issue.record(
                    "'\(plan.graph[target].name)' was handed out before '\(plan.graph[input].name)' was settled"
                )
                continue
            }
        }
        let isIdle = [.reuse, .skip].contains(decision.action.kind)
        #expect(decision.reasons.isEmpty == isIdle, "\(decision.action) with the reasons \(decision.reasons)")
        guard case .reuse(let output) = decision.action, let path = plan.graph[target].output else { return }
        // The law: what is not built again is what a clean build would give.
        #expect(outputs[path] == output)
        #expect(output == clean(plan.graph[target].name))
    }

    private mutating func finish(
        _ plan: Plan, _ target: TargetID, _ decision: Decision, isDamaged: Bool
    ) -> Plan.Outcome {
        let own = targets[target.index]
        switch decision.action {
        case .restore(let output) where isDamaged:
            kept.remove(output)
            failedBytes = failedBytes.filter { $0.value != output }
            return .evicted
        case .restore(let output), .judge(let output): return judge(own, output, decision)
        default:
            let inputs = plan.graph.inputs[target.index].map { plan.states[$0.index].output }
            guard let output = render(own, inputs: inputs) else { return .failed }
            if let key = decision.key, own.hasOutput { results[key] = output }
            return judge(own, output, decision)
        }
    }

    private mutating func judge(_ target: Target, _ output: Digest, _ decision: Decision) -> Plan.Outcome {
        guard let key = decision.key else {
            Issue.record("'\(target.name)' is built without a key")
            return .failed
        }
        guard World.passes(output, target) else {
            failures[target.name] = Failure(key: key, judgement: decision.judgement, gate: "peak")
            if target.hasOutput { failedBytes[target.name] = output }
            interrupted.remove(target.name)
            return .failed
        }
        if let path = target.path { publish(output, at: path) }
        let record = Record(key: key, judgement: decision.judgement, output: output)
        records[target.name] = Recorded(
            record: record, components: decision.components, gates: decision.gates)
        failures[target.name] = nil
        failedBytes[target.name] = nil
        interrupted.remove(target.name)
        return .done(target.hasOutput ? output : nil)
    }

    /// What was in place moves to the store when it was made here; bytes exist once.
    private mutating func publish(_ output: Digest, at path: String) {
        if let old = outputs[path], old != output, results.values.contains(old) { kept.insert(old) }
        kept.remove(output)
        outputs[path] = output
    }
}

extension Plan.State {
    var output: Digest? {
        if case .settled(let output) = self { output } else { nil }
    }
}

extension Decision.Action {
    enum Kind { case reuse, judge, restore, render, skip, wait }

    var kind: Kind {
        switch self {
        case .reuse: .reuse
        case .judge: .judge
        case .restore: .restore
        case .render: .render
        case .skip: .skip
        case .wait: .wait
        }
    }

    var word: String { "\(kind)" }
}

/// A random sequence that a seed repeats (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: Int) { state = UInt64(seed) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
