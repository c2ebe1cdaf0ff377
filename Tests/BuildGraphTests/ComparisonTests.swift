import BuildGraph
import Testing

/// Gates that look at other targets: those come first, and their contents are of the judgement and not of the key.
@Suite struct ComparisonTests {
    /// A mix that is held against a reference, which only checks a file, and against a stem that is not in it.
    static func world() -> World {
        World(
            [
                World.Target(name: "mix", inputs: ["bass"], comparisons: ["reference", "other", "bass"]),
                World.Target(name: "bass"), World.Target(name: "other"),
                World.Target(name: "reference", files: ["reference.wav"], hasOutput: false),
                World.Target(name: "delivery", inputs: ["mix"]),
            ], files: ["reference.wav": 1])
    }

    @Test("they are settled first, and a target among the inputs is none of them")
    func order() throws {
        let graph = try ComparisonTests.world().graph()
        let mix = try graph.find("mix")
        #expect(graph.comparisons[mix.index].map { graph[$0].name } == ["reference", "other"])
        let order = graph.order.map { graph[$0].name }
        #expect(order == ["bass", "other", "reference", "mix", "delivery"])
        #expect(graph.closure(of: [mix]).count == 4)
    }

    @Test("a reference that changes has the mix judged again, and nothing rendered")
    func changedFile() throws {
        var world = ComparisonTests.world()
        try world.build()
        #expect(try world.build().work.isEmpty)
        world.files["reference.wav"] = 2
        let run = try world.build()
        #expect(run.work == ["reference: render", "mix: judge"])
        let decision = try #require(run.handed.first { $0.name == "mix" }?.decision)
        #expect(decision.reasons.map(\.code) == [.upstream])
        #expect(decision.reasons.map(\.what) == ["reference"])
        #expect(try world.build().work.isEmpty)
    }

    @Test("before what is looked at is built, nobody knows; the mix's own bytes are known all the while")
    func maybe() throws {
        var world = ComparisonTests.world()
        try world.build()
        world.edit("other") { $0.level = 20 }
        let survey = try world.plan().survey()
        let graph = try world.graph()
        let mix = try #require(survey.first { graph[$0.target].name == "mix" }?.decision)
        #expect(mix.action.kind == .judge)
        #expect(mix.reasons == [Reason(.upstreamMaybe, "other")])
        // What is made from the mix is not in question.
        let delivery = try #require(survey.first { graph[$0.target].name == "delivery" }?.decision)
        #expect(delivery.action.kind == .reuse)
        #expect(try world.build().work == ["other: render", "mix: judge"])
        // A change that changes no bytes ends there.
        world.edit("other") { $0.level = 21 }
        #expect(try world.build().work == ["other: render"])
    }

    @Test("a gate that comes to look at a target renders nothing again")
    func added() throws {
        var world = ComparisonTests.world()
        world.edit("mix") { $0.comparisons = [] }
        try world.build()
        world.edit("mix") { $0.comparisons = ["reference"] }
        #expect(try world.build().work == ["mix: judge"])
    }

    @Test("a reference that fails blocks what is held against it")
    func blocked() throws {
        var world = ComparisonTests.world()
        world.edit("other") { $0.limit = 0 }
        let other = try #require(world.targets.first { $0.name == "other" })
        try #require(try !World.passes(#require(world.clean("other")), other))
        let run = try world.build()
        #expect(run.failed == ["other"])
        #expect(run.blocked == ["mix", "delivery"])
    }

    @Test("an unknown target is refused with a guess; targets that look at one another are a cycle")
    func refused() {
        var world = ComparisonTests.world()
        world.edit("mix") { $0.comparisons = ["referense"] }
        let unknown = #expect(throws: GraphError.self) { try world.graph() }
        #expect(
            unknown?.message
                == "no target is called 'referense', which a gate of 'mix' looks at: did you mean 'reference'?"
        )
        world.edit("mix") { $0.comparisons = ["other"] }
        world.edit("other") { $0.comparisons = ["mix"] }
        let cycle = #expect(throws: GraphError.self) { try world.graph() }
        #expect(cycle?.message.contains("inputs or gates") == true)
        world.edit("other") { $0.comparisons = ["other"] }
        #expect(throws: GraphError.self) { try world.graph() }
    }
}
