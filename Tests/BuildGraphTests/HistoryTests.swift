import BuildGraph
import Testing

/// Random graphs through random histories of edits, builds, failures, kills and lost bytes. Each seed is one
/// history; a failure names it.
@Suite struct HistoryTests {
    @Test(
        "whatever happened before, the survey tells what the build then does, and the build leaves what a clean one would",
        arguments: 0..<100)
    func histories(seed: Int) throws {
        var random = SplitMix(seed: seed)
        var world = World.random(&random)
        var earlier: [[World.Target]] = [world.targets]
        for _ in 0..<6 {
            world.change(&random, earlier)
            earlier.append(world.targets)
            try HistoryTests.buildAndCheck(&world, &random)
        }
        try HistoryTests.settle(&world)
    }

    private static func buildAndCheck(_ world: inout World, _ random: inout SplitMix) throws {
        let graph = try world.graph()
        let ids = graph.order
        let some = ids.filter { _ in random.next() % 4 == 0 }
        let options = Plan.Options(
            roots: random.next() % 3 == 0 && !some.isEmpty ? some : nil, force: random.next() % 12 == 0,
            ignoresStore: random.next() % 8 == 0)
        let circumstances = Circumstances(
            jobs: 1 + Int(random.next() % 4), damage: random.next() % 4 == 0 ? 30 : 0,
            stopsAtFailure: random.next() % 4 == 0,
            killAfter: random.next() % 6 == 0 ? Int(random.next() % UInt64(ids.count)) + 1 : Int.max)
        let survey = try world.plan(options).survey()
        let run = try world.build(options, circumstances, &random)
        HistoryTests.compare(survey, run, graph)
        guard circumstances.killAfter == Int.max, !(circumstances.stopsAtFailure && !run.failed.isEmpty)
        else { return }
        HistoryTests.checkEnd(run, graph, options)
        HistoryTests.checkBytes(world, run)
        HistoryTests.checkSecondLook(try world.plan(options), run, options)
    }

    /// What is foreseen, with its key, is what is decided when the target's turn comes.
    private static func compare(
        _ survey: [(target: TargetID, decision: Decision)], _ run: Run, _ graph: Graph
    ) {
        var first: [String: Decision] = [:]
        for (name, decision) in run.handed where first[name] == nil { first[name] = decision }
        for (target, foreseen) in survey {
            let name = graph[target].name
            guard let decision = first[name] else { continue }
            if foreseen.key != nil || foreseen.action == .skip {
                #expect(decision == foreseen, "'\(name)'")
            } else if foreseen.action == .render {
                #expect(decision.action.kind != .reuse, "'\(name)' was called stale, and was not")
            } else {
                #expect(foreseen.action == .wait, "'\(name)'")
            }
        }
        #expect(Set(first.keys).isSubset(of: survey.map { graph[$0.target].name }))
    }

    /// Every selected target was handed out once (twice when its kept bytes were gone), or was blocked once.
    private static func checkEnd(_ run: Run, _ graph: Graph, _ options: Plan.Options) {
        let selected = Set(
            (options.roots.map { graph.closure(of: $0) } ?? Set(graph.order)).map { graph[$0].name })
        var handed: [String: [Decision.Action.Kind]] = [:]
        for (name, decision) in run.handed { handed[name, default: []].append(decision.action.kind) }
        for (index, declaration) in graph.declarations.enumerated() {
            let name = declaration.name
            guard let state = run.states[name] else { continue }
            let visits = handed[name, default: []]
            switch state {
            case .settled: #expect(visits.count == 1 || (visits.count == 2 && visits[0] == .restore))
            case .failed: #expect(run.failed.contains(name))
            case .blocked(let culprit):
                #expect(visits.isEmpty && run.states[graph[culprit].name] == .failed)
                #expect(graph.closure(of: [TargetID(index)]).contains(culprit))
            case .unselected: #expect(visits.isEmpty)
            case .waiting, .ready, .running: Issue.record("'\(name)' ended as \(state)")
            }
            #expect(selected.contains(name) == (state != .unselected))
        }
        #expect(Set(run.blocked).count == run.blocked.count)
        #expect(
            Set(run.blocked)
                == Set(graph.order.map { graph[$0].name }.filter { run.states[$0]?.isBlocked == true }))
    }

    private static func checkBytes(_ world: World, _ run: Run) {
        for target in world.targets {
            guard case .settled(let output?) = run.states[target.name], let path = target.path else {
                continue
            }
            #expect(output == world.clean(target.name), "'\(target.name)' is not what a clean build gives")
            #expect(world.outputs[path] == output)
        }
    }

    /// What was settled is fresh now; what failed is known as a failure, when it broke a gate.
    private static func checkSecondLook(_ plan: Plan, _ run: Run, _ options: Plan.Options) {
        guard !options.force else { return }
        for (target, decision) in plan.survey() {
            let name = plan.graph[target].name
            switch run.states[name] {
            case .settled:
                #expect([.reuse, .skip].contains(decision.action.kind), "'\(name)': \(decision.action)")
            case .failed: #expect(decision.action.kind != .reuse, "'\(name)' failed and counts as fresh")
            default: #expect(decision.action.kind != .reuse || decision.reasons.isEmpty)
            }
        }
    }

    /// Once all files are there and all gates hold, one build is enough, and the next has nothing to do.
    private static func settle(_ world: inout World) throws {
        for index in world.targets.indices { world.targets[index].limit = nil }
        for file in World.fileNames { world.files[file] = world.files[file] ?? 1 }
        let run = try world.build()
        #expect(run.failed.isEmpty && run.blocked.isEmpty)
        #expect(try world.build().work.isEmpty)
        #expect(try DecisionTests.survey(world).isEmpty)
        for target in world.targets {
            guard let path = target.path else { continue }
            #expect(world.outputs[path] == world.clean(target.name))
        }
    }
}

extension Plan.State {
    fileprivate var isBlocked: Bool { if case .blocked = self { true } else { false } }
}

// MARK: - Random worlds

extension World {
    static let fileNames = ["a.wav", "b.wav", "c.wav", "d.wav"]

    /// 1 … 40 targets, each made from up to three earlier ones and up to two files.
    static func random(_ random: inout SplitMix) -> World {
        let count = 1 + Int(random.next() % 40)
        var world = World([], files: Dictionary(uniqueKeysWithValues: fileNames.map { ($0, 1) }))
        for index in 0..<count { world.targets.append(world.randomTarget("t\(index)", &random)) }
        // A manifest may state a target before what it is made from.
        world.targets.shuffle(using: &random)
        return world
    }

    private func randomTarget(_ name: String, _ random: inout SplitMix) -> Target {
        var target = Target(name: name)
        if random.next() % 8 == 0, let file = World.fileNames.randomElement(using: &random) {
            target.hasOutput = false
            target.isOptional = random.next() % 2 == 0
            target.files = [file]
        } else {
            let sources = targets.filter(\.hasOutput).map(\.name).shuffled(using: &random)
            target.inputs = Array(sources.prefix(Int(random.next() % 4)))
            target.files = Array(World.fileNames.shuffled(using: &random).prefix(Int(random.next() % 3)))
        }
        target.level = Int(random.next() % 20)
        target.limit = random.next() % 3 == 0 ? 80 + Int(random.next() % 20) : nil
        return target
    }

    /// One to four things happen.
    mutating func change(_ random: inout SplitMix, _ earlier: [[Target]]) {
        for _ in 0...Int(random.next() % 4) { changeOnce(&random, earlier) }
    }

    private mutating func changeOnce(_ random: inout SplitMix, _ earlier: [[Target]]) {
        guard let victim = targets.randomElement(using: &random),
            let file = World.fileNames.randomElement(using: &random)
        else { return }
        let number = Int(random.next() % 20)
        switch random.next() % 14 {
        case 0, 1: edit(victim.name) { $0.level = number }
        case 2: edit(victim.name) { $0.limit = number % 2 == 0 ? nil : 60 + number * 2 }
        case 3: edit(victim.name) { $0.version += 1 }
        case 4: edit(victim.name) { $0.inputs.reverse() }
        case 5: edit(victim.name) { if $0.hasOutput { $0.files = number % 2 == 0 ? [] : [file] } }
        case 6: files[file] = number
        case 7: files[file] = nil
        case 8: if let path = victim.path { outputs[path] = nil }
        case 9: if let path = victim.path { outputs[path] = Digest(fake: "edit \(number)") }
        case 10: kept = []
        case 11: targets.append(randomTarget("n\(targets.count)-\(number)-\(random.next() % 1_000)", &random))
        case 12: remove(victim.name)
        default: if let manifest = earlier.randomElement(using: &random) { targets = manifest }
        }
    }

    private mutating func remove(_ name: String) {
        guard targets.count > 1 else { return }
        targets.removeAll { $0.name == name }
        for index in targets.indices { targets[index].inputs.removeAll { $0 == name } }
    }
}
