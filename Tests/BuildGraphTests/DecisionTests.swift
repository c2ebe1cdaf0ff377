import BuildGraph
import Testing

/// What is decided for each state of the world, and with which reasons: the table of the plan.
@Suite struct DecisionTests {
    /// bass and take (a recording) make up the mix; ref checks a file, if there is one.
    static func built() throws -> World {
        var world = World(
            [
                World.Target(name: "bass", limit: 99),
                World.Target(name: "take", files: ["take.wav"]),
                World.Target(name: "mix", inputs: ["bass", "take"], limit: 99),
                World.Target(name: "ref", files: ["ref.wav"], limit: 99, isOptional: true, hasOutput: false),
            ], files: ["take.wav": 1, "ref.wav": 1])
        try world.build()
        return world
    }

    /// Everything that is not fresh: "bass: render [param level 10→14]".
    static func survey(_ world: World, _ options: Plan.Options = Plan.Options()) throws -> [String] {
        let plan = try world.plan(options)
        return plan.survey().compactMap { target, decision in
            if decision.action.kind == .reuse { return nil }
            let reasons = decision.reasons.map { reason in
                let change = [reason.from, reason.to].compactMap(\.self).joined(separator: "→")
                return "\(reason.code.rawValue) \(reason.what)"
                    + (change.isEmpty || change.contains("xxh3") ? "" : " \(change)")
            }
            return "\(plan.graph[target].name): \(decision.action.word) [\(reasons.joined(separator: ", "))]"
        }
    }

    struct Row: CustomTestStringConvertible {
        let when: String
        let expected: [String]
        let change: @Sendable (inout World) throws -> Void

        var testDescription: String { when }

        init(_ when: String, _ expected: String..., change: @escaping @Sendable (inout World) throws -> Void)
        {
            self.when = when
            self.expected = expected
            self.change = change
        }
    }

    static let rows: [Row] = [
        Row("nothing changed") { _ in },
        Row(
            "nothing was ever built",
            "bass: render [new bass]", "take: render [new take]", "ref: render [new ref]",
            "mix: render [new mix, upstream-maybe bass, upstream-maybe take]"
        ) { $0 = World($0.targets, files: $0.files) },
        Row(
            "a parameter changed", "bass: render [param level 10→14]", "mix: wait [upstream-maybe bass]"
        ) { $0.edit("bass") { $0.level = 14 } },
        Row(
            "a parameter of the last target changed", "mix: render [param level 10→14]"
        ) { $0.edit("mix") { $0.level = 14 } },
        Row(
            "both changed", "bass: render [param level 10→14]",
            "mix: render [param level 10→12, upstream-maybe bass]"
        ) {
            $0.edit("bass") { $0.level = 14 }
            $0.edit("mix") { $0.level = 12 }
        },
        Row(
            "an edit was undone, and the bytes are kept", "bass: restore [param level 14→10]",
            "mix: restore [upstream bass]"
        ) { world in
            world.edit("bass") { $0.level = 14 }
            try world.build()
            world.edit("bass") { $0.level = 10 }
        },
        Row(
            "an edit was undone that had left the same bytes", "bass: judge [param level 11→10]"
        ) { world in
            world.edit("bass") { $0.level = 11 }
            try world.build()
            world.edit("bass") { $0.level = 10 }
        },
        Row(
            "an edit was undone, and the bytes are no longer kept",
            "bass: render [param level 14→10, evicted bass]",
            "mix: wait [upstream-maybe bass]"
        ) { world in
            world.edit("bass") { $0.level = 14 }
            try world.build()
            world.edit("bass") { $0.level = 10 }
            world.kept = []
        },
        Row("a gate changed", "bass: judge [gate-changed peak peak@1 atMost 99→peak@1 atMost 98]") {
            $0.edit("bass") { $0.limit = 98 }
        },
        Row(
            "a gate changed, and an input will be rendered", "bass: render [param level 10→14]",
            "mix: render [gate-changed peak peak@1 atMost 99→peak@1 atMost 98, upstream-maybe bass]"
        ) {
            $0.edit("bass") { $0.level = 14 }
            $0.edit("mix") { $0.limit = 98 }
        },
        Row("a gate came", "take: judge [gate-added peak peak@1 atMost 99]") {
            $0.edit("take") { $0.limit = 99 }
        },
        Row("a gate went", "bass: judge [gate-changed peak peak@1 atMost 99]") {
            $0.edit("bass") { $0.limit = nil }
        },
        Row(
            "a gate of a target without output changed",
            "ref: judge [gate-changed peak peak@1 atMost 99→peak@1 atMost 98]"
        ) {
            $0.edit("ref") { $0.limit = 98 }
        },
        Row(
            "an output was deleted", "bass: render [output-missing bounces/bass.wav]",
            "mix: wait [upstream-maybe bass]"
        ) {
            $0.outputs["bounces/bass.wav"] = nil
        },
        Row(
            "an output was deleted, and its bytes are kept", "bass: restore [output-missing bounces/bass.wav]"
        ) { world in
            world.kept.insert(try #require(world.outputs["bounces/bass.wav"]))
            world.outputs["bounces/bass.wav"] = nil
        },
        Row("an output was edited", "mix: render [output-modified bounces/mix.wav]") {
            $0.outputs["bounces/mix.wav"] = Digest(fake: "somebody's")
        },
        Row("an output was edited, and its bytes are kept", "mix: restore [output-modified bounces/mix.wav]")
        { world in
            world.kept.insert(try #require(world.outputs["bounces/mix.wav"]))
            world.outputs["bounces/mix.wav"] = Digest(fake: "somebody's")
        },
        Row(
            "the outputs of a chain were deleted", "bass: render [output-missing bounces/bass.wav]",
            "mix: render [output-missing bounces/mix.wav, upstream-maybe bass]"
        ) {
            $0.outputs["bounces/bass.wav"] = nil
            $0.outputs["bounces/mix.wav"] = nil
        },
        Row("a file changed", "take: render [input-content take.wav]", "mix: wait [upstream-maybe take]") {
            $0.files["take.wav"] = 2
        },
        Row("a file is missing", "take: render [input-missing take.wav]", "mix: wait [upstream-maybe take]") {
            $0.files["take.wav"] = nil
        },
        Row("a file is missing from a new target", "solo: render [new solo, input-missing solo.wav]") {
            $0.targets.append(World.Target(name: "solo", files: ["solo.wav"]))
        },
        Row("an optional file is missing", "ref: skip []") { $0.files["ref.wav"] = nil },
        Row("an optional file changed", "ref: render [input-content ref.wav]") { $0.files["ref.wav"] = 2 },
        Row("an optional file went and came back") { world in
            world.files["ref.wav"] = nil
            try world.build()
            world.files["ref.wav"] = 1
        },
        Row("a file was added", "take: render [input-set b.wav]", "mix: wait [upstream-maybe take]") {
            $0.files["b.wav"] = 1
            $0.edit("take") { $0.files.append("b.wav") }
        },
        Row("a file was taken away", "take: render [input-set take.wav]", "mix: wait [upstream-maybe take]") {
            $0.edit("take") { $0.files = [] }
        },
        Row("an input was taken away", "mix: render [input-set take]") {
            $0.edit("mix") { $0.inputs = ["bass"] }
        },
        Row("two inputs changed places", "mix: render [param the order of its parts bass→take]") {
            $0.edit("mix") { $0.inputs = ["take", "bass"] }
        },
        Row(
            "an input was added that is new", "solo: render [new solo]",
            "mix: render [input-set solo not known yet, upstream-maybe solo]"
        ) {
            $0.targets.append(World.Target(name: "solo"))
            $0.edit("mix") { $0.inputs.append("solo") }
        },
        Row(
            "the rule has a new version", "bass: render [rule stem stem@1→stem@2]",
            "mix: wait [upstream-maybe bass]"
        ) {
            $0.edit("bass") { $0.version = 2 }
        },
        Row("the tool changed", "mix: render [tool codec codec 1→codec 2]") {
            $0.edit("mix") { $0.tool = "codec 2" }
        },
        Row("a target was interrupted while it was new", "solo: render [interrupted solo, new solo]") {
            $0.targets.append(World.Target(name: "solo"))
            $0.interrupted = ["solo"]
        },
        Row(
            "a target was interrupted after an edit", "bass: render [interrupted bass, param level 10→14]",
            "mix: wait [interrupted mix, upstream-maybe bass]"
        ) {
            $0.edit("bass") { $0.level = 14 }
            $0.interrupted = ["bass", "mix"]
        },
        Row("a target was interrupted by an edit that was undone") { $0.interrupted = ["bass"] },
        Row(
            "it broke its gate and nothing changed since",
            "bass: judge [gate-failed peak, gate-changed peak peak@1 atMost 99→peak@1 atMost 0]",
            "mix: wait [upstream-maybe bass]"
        ) { world in
            world.edit("bass") { $0.limit = 0 }
            try world.build()
        },
        Row(
            "it broke its gate with other bytes, which are kept",
            "bass: restore [gate-failed peak, param level 10→14]",
            "mix: wait [upstream-maybe bass]"
        ) { world in
            world.edit("bass") {
                $0.level = 14
                $0.limit = 0
            }
            try world.build()
        },
        Row("it broke its gate, and the gate was put back") { world in
            world.edit("bass") { $0.limit = 0 }
            try world.build()
            world.edit("bass") { $0.limit = 99 }
        },
        Row("the records of a target are lost, its bytes are not", "take: restore [new take]") { world in
            world.records["take"] = nil
            // As a copy of the same bytes elsewhere would be found.
            world.kept.insert(try #require(world.outputs["bounces/take.wav"]))
            world.outputs["bounces/take.wav"] = nil
        },
    ]

    @Test("what a run would do, and why", arguments: rows)
    func table(row: Row) throws {
        var world = try DecisionTests.built()
        try row.change(&world)
        #expect(try DecisionTests.survey(world) == row.expected)
    }

    @Test("a damaged record, whose parts do not explain its key, counts as none")
    func damagedRecord() throws {
        var world = try DecisionTests.built()
        let old = try #require(world.records["mix"])
        world.records["mix"] = World.Recorded(
            record: Record(
                key: Digest(fake: "?"), judgement: old.record.judgement, output: old.record.output),
            components: old.components, gates: old.gates)
        #expect(try DecisionTests.survey(world) == ["mix: judge [new mix]"])
    }

    @Test("what is forced is rendered, whatever is known of it, and nothing else")
    func forced() throws {
        let world = try DecisionTests.built()
        let take = try world.graph().find("take")
        #expect(
            try DecisionTests.survey(world, Plan.Options(force: true)) == [
                "bass: render [forced bass]", "take: render [forced take]", "ref: render [forced ref]",
                "mix: render [forced mix]",
            ])
        #expect(
            try DecisionTests.survey(world, Plan.Options(roots: [take], force: true)) == [
                "take: render [forced take]"
            ])
        let mix = try world.graph().find("mix")
        #expect(
            try DecisionTests.survey(world, Plan.Options(roots: [mix], force: true)) == [
                "mix: render [forced mix]"
            ])
    }

    @Test("who forgoes the store renders what could be brought back")
    func ignoresStore() throws {
        var world = try DecisionTests.built()
        world.edit("bass") { $0.level = 14 }
        try world.build()
        world.edit("bass") { $0.level = 10 }
        #expect(
            try DecisionTests.survey(world, Plan.Options(ignoresStore: true)) == [
                "bass: render [param level 14→10]", "mix: wait [upstream-maybe bass]",
            ])
        #expect(try world.build(Plan.Options(ignoresStore: true)).work == ["bass: render", "mix: render"])
    }
}
