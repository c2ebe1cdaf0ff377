import BuildGraph
import Testing

/// The plan as a state machine: what it hands out, when, and what becomes of it.
@Suite struct PlanTests {
    static func chain(_ names: String...) -> World {
        World(
            names.enumerated().map { index, name in
                World.Target(name: name, inputs: index == 0 ? [] : [names[index - 1]])
            })
    }

    @Test("a first build renders everything, inputs first; a second one does nothing")
    func firstAndSecond() throws {
        var world = PlanTests.chain("a", "b", "c")
        #expect(try world.build().work == ["a: render", "b: render", "c: render"])
        let again = try world.build()
        #expect(again.work.isEmpty)
        #expect(again.handed.map(\.name) == ["a", "b", "c"])
    }

    @Test("an input that comes out the same stops the rebuild there")
    func earlyCutoff() throws {
        var world = PlanTests.chain("a", "b", "c")
        try world.build()
        world.edit("a") { $0.level = 11 }
        #expect(
            try DecisionTests.survey(world) == [
                "a: render [param level 10→11]", "b: wait [upstream-maybe a]", "c: wait [upstream-maybe b]",
            ])
        #expect(try world.build().work == ["a: render"])
        #expect(try DecisionTests.survey(world).isEmpty)
    }

    @Test("an input that comes out different goes on to all that is made from it")
    func noCutoff() throws {
        var world = PlanTests.chain("a", "b", "c")
        try world.build()
        world.edit("a") { $0.level = 20 }
        #expect(try world.build().work == ["a: render", "b: render", "c: render"])
        world.edit("a") { $0.level = 10 }
        #expect(try world.build().work == ["a: restore", "b: restore", "c: restore"])
    }

    @Test("kept bytes that turn out to be damaged are rendered again, and the reason says so")
    func evicted() throws {
        var world = PlanTests.chain("a", "b")
        try world.build()
        world.edit("a") { $0.level = 20 }
        try world.build()
        world.edit("a") { $0.level = 10 }
        var random = SplitMix(seed: 1)
        let run = try world.build(Plan.Options(), Circumstances(damage: 100), &random)
        #expect(run.work == ["a: restore", "a: render", "b: restore", "b: render"])
        #expect(run.handed[1].decision.reasons.map(\.code) == [.param, .evicted])
        #expect(try world.build().work.isEmpty)
    }

    @Test("what is made from a failure is blocked, each once; what is not goes on")
    func failure() throws {
        var world = World([
            World.Target(name: "bad", limit: 0), World.Target(name: "good"),
            World.Target(name: "left", inputs: ["bad"]),
            World.Target(name: "right", inputs: ["bad", "good"]),
            World.Target(name: "both", inputs: ["left", "right"]),
            World.Target(name: "other", inputs: ["good"]),
        ])
        try #require(try !World.passes(#require(world.clean("bad")), world.targets[0]))
        let run = try world.build()
        #expect(run.failed == ["bad"])
        #expect(run.blocked == ["left", "right", "both"])
        #expect(run.work == ["bad: render", "good: render", "other: render"])
        #expect(run.states["both"] == .blocked(by: try world.graph().find("bad")))

        world.edit("bad") { $0.limit = 100 }
        #expect(try world.build().work == ["bad: restore", "left: render", "right: render", "both: render"])
    }

    @Test("a second failure below a blocked target changes nothing for it")
    func twoFailures() throws {
        var world = World([
            World.Target(name: "one", limit: 0), World.Target(name: "two", limit: 0),
            World.Target(name: "mix", inputs: ["one", "two"]),
        ])
        try #require(
            try !World.passes(#require(world.clean("one")), world.targets[0])
                && !World.passes(#require(world.clean("two")), world.targets[1]))
        let run = try world.build()
        #expect(run.failed == ["one", "two"])
        #expect(run.blocked == ["mix"])
        #expect(run.states["mix"] == .blocked(by: TargetID(0)))
    }

    @Test("targets that are free to go come in the order of the manifest")
    func order() throws {
        let world = World(["z", "a", "m", "b"].map { World.Target(name: $0) })
        var plan = try world.plan()
        var names: [String] = []
        while let (target, _) = plan.next() { names.append(plan.graph[target].name) }
        #expect(names == ["z", "a", "m", "b"])
    }

    @Test("a run by name covers those targets and what they are made from, and nothing else")
    func selection() throws {
        var world = World([
            World.Target(name: "a"), World.Target(name: "b"), World.Target(name: "c", inputs: ["a"]),
            World.Target(name: "d", inputs: ["c", "b"]), World.Target(name: "e", inputs: ["a"]),
        ])
        let graph = try world.graph()
        let options = Plan.Options(roots: [try graph.find("c")])
        #expect(try world.plan(options).selection.map { graph[$0].name } == ["a", "c"])
        let run = try world.build(options)
        #expect(run.work == ["a: render", "c: render"])
        for name in ["b", "d", "e"] { #expect(run.states[name] == .unselected) }
        #expect(try world.build().work == ["b: render", "e: render", "d: render"])
    }

    @Test("nothing is handed out twice, and nothing while its inputs are being rendered")
    func waiting() throws {
        let world = PlanTests.chain("a", "b")
        var plan = try world.plan()
        let handed = plan.next()
        let first = try #require(handed)
        #expect(plan.graph[first.target].name == "a")
        #expect(plan.states == [.running, .waiting(1)])
        #expect(plan.next() == nil, "b was handed out before a was complete")
        plan.complete(first.target, .done(Digest(fake: "a")))
        #expect(plan.states == [.settled(Digest(fake: "a")), .ready])
        let next = plan.next()
        let second = try #require(next)
        #expect(plan.graph[second.target].name == "b")
        #expect(second.decision.components.last == Component(.target, "a", Digest(fake: "a").text))
        plan.complete(second.target, .done(Digest(fake: "b")))
        #expect(plan.next() == nil)
    }

    @Test("an input that is used twice is waited for once")
    func doubleInput() throws {
        var world = World([World.Target(name: "a"), World.Target(name: "b", inputs: ["a", "a"])])
        #expect(try world.build().work == ["a: render", "b: render"])
    }

    @Test("a target that only checks a file settles without an output")
    func checkOnly() throws {
        var world = World([World.Target(name: "ref", files: ["f"], hasOutput: false)], files: ["f": 1])
        #expect(try world.build().states["ref"] == .settled(nil))
        #expect(try world.build().states["ref"] == .settled(nil))
        #expect(try world.build().work.isEmpty)
    }

    @Test("whether an output is what the record says is known to the plan")
    func intact() throws {
        var world = PlanTests.chain("a", "b")
        try world.build()
        world.outputs["bounces/b.wav"] = Digest(fake: "edited")
        let plan = try world.plan()
        #expect(plan.isIntact(TargetID(0)))
        #expect(!plan.isIntact(TargetID(1)))
    }

    @Test("a survey changes nothing: the plan builds as if nobody had asked")
    func surveyIsPure() throws {
        let world = PlanTests.chain("a", "b", "c")
        let plan = try world.plan()
        let before = plan.states
        #expect(plan.survey().map(\.decision.action.kind) == [.render, .render, .render])
        #expect(plan.states == before)
    }

    @Test("a chain of 5,000 targets is planned and blocked without deep recursion")
    func longChain() throws {
        var world = World(
            (0..<5_000).map { World.Target(name: "t\($0)", inputs: $0 == 0 ? [] : ["t\($0 - 1)"]) })
        world.edit("t0") { $0.files = ["missing.wav"] }
        let run = try world.build()
        #expect(run.failed == ["t0"])
        #expect(run.blocked.count == 4_999)
    }
}
