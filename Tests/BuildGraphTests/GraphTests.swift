import BuildGraph
import Testing

@Suite struct GraphTests {
    static func declare(_ name: String, from inputs: String..., output: String?? = nil, line: Int = 0)
        -> Declaration
    {
        Declaration(name: name, output: output ?? "bounces/\(name).wav", inputs: inputs, line: line)
    }

    func error(_ declarations: Declaration...) -> GraphError? {
        #expect(throws: GraphError.self) { try Graph(declarations) }
    }

    @Test("everything comes after what it is made from, and otherwise as the manifest has it")
    func order() throws {
        let graph = try Graph([
            GraphTests.declare("archive", from: "mix", "bass"),
            GraphTests.declare("mix", from: "drums", "bass"),
            GraphTests.declare("bass"), GraphTests.declare("drums"), GraphTests.declare("alone"),
        ])
        #expect(graph.order.map { graph[$0].name } == ["bass", "drums", "alone", "mix", "archive"])
        #expect(graph.inputs[0].map { graph[$0].name } == ["mix", "bass"])
        #expect(graph.dependents[2].map { graph[$0].name } == ["archive", "mix"])
        #expect(
            graph.closure(of: [try graph.find("mix")]).map { graph[$0].name }.sorted() == [
                "bass", "drums", "mix",
            ])
    }

    @Test("a graph of nothing is a graph")
    func empty() throws {
        #expect(try Graph([]).order.isEmpty)
    }

    @Test(
        "a cycle is printed as a path from input to target, closed",
        arguments: [
            ([("a", ["a"])], ["a", "a"]),
            ([("a", ["b"]), ("b", ["a"])], ["a", "b", "a"]),
            (
                [("out", ["c"]), ("a", ["c"]), ("b", ["a"]), ("c", ["b"]), ("free", [])],
                ["c", "a", "b", "c"]
            ),
            (
                [("free", []), ("below", ["x", "free"]), ("x", ["free", "y"]), ("y", ["x"])], ["x", "y", "x"]
            ),
        ] as [([(String, [String])], [String])])
    func cycles(targets: [(String, [String])], path: [String]) {
        let error = #expect(throws: GraphError.self) {
            try Graph(
                targets.enumerated().map { index, target in
                    Declaration(name: target.0, output: target.0, inputs: target.1, line: index + 1)
                })
        }
        guard case .cycle(let names, let line) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(names == path)
        #expect(targets[line - 1].0 == path[0])
        #expect(error?.message.contains(path.joined(separator: " → ")) == true)
        // Each of them is made from the one before it.
        for (input, target) in zip(path, path.dropFirst()) {
            #expect(targets.first { $0.0 == target }?.1.contains(input) == true)
        }
    }

    @Test("a cycle of 20,000 targets is found at once")
    func longCycle() {
        let count = 20_000
        let error = #expect(throws: GraphError.self) {
            try Graph(
                (0..<count).map {
                    Declaration(name: "\($0)", output: "\($0)", inputs: ["\(($0 + 1) % count)"])
                })
        }
        guard case .cycle(let names, _) = error else {
            Issue.record("no cycle")
            return
        }
        #expect(names.count == count + 1)
    }

    @Test("two targets of one name are refused, with the line of the first")
    func duplicates() {
        let found = error(
            GraphTests.declare("bass", line: 3), GraphTests.declare("drums"),
            GraphTests.declare("bass", line: 9))
        #expect(found == .duplicateTarget("bass", line: 9, firstLine: 3))
        #expect(found?.message == "two targets are called 'bass' (the first in line 3): rename one of them")
    }

    @Test(
        "two outputs that are one file on some file system are refused, and both targets named",
        arguments: [
            ("Bass", "bass"), ("STRASSE", "straße"), ("ΟΔΟΣ", "οδος"), ("οδος", "οδοσ"),
            ("caf\u{E9}", "cafe\u{301}"), ("K", "\u{212A}"),
        ])
    func sharedOutputs(one: String, other: String) {
        let found = error(
            GraphTests.declare("first", output: "bounces/\(one).wav"),
            GraphTests.declare("second", output: "bounces/\(other).wav", line: 7))
        #expect(found == .sharedOutput("bounces/\(other).wav", "second", line: 7, with: "first"))
        #expect(found?.message.contains("'first' and 'second'") == true)
    }

    @Test(
        "an output that is read as a file is refused, however its path is written",
        arguments: [
            "bounces/bass.wav", "./bounces/bass.wav", "bounces//bass.wav", "in/../bounces/./bass.wav",
            "Bounces/BASS.wav", "x/../y/../bounces/bass.wav",
        ])
    func outputAsFile(path: String) {
        let found = error(
            GraphTests.declare("bass"),
            Declaration(name: "mix", output: "bounces/mix.wav", files: ["a.wav", path], line: 6))
        #expect(found == .fileIsOutput(path, usedBy: "mix", line: 6, of: "bass"))
        #expect(found?.message.contains("'mix'") == true && found?.message.contains("'bass'") == true)
    }

    @Test(
        "a file elsewhere of the same name is no output",
        arguments: [
            "bass.wav", "../bounces/bass.wav", "/bounces/bass.wav", "bounces/../bass.wav",
            "in/bounces/bass.wav",
        ])
    func otherFile(path: String) throws {
        let graph = try Graph([
            GraphTests.declare("bass"), Declaration(name: "mix", output: "bounces/mix.wav", files: [path]),
        ])
        #expect(graph.declarations[1].files == [path])
    }

    @Test("two files whose names only look the same are refused; one file may be used twice")
    func ambiguousFile() throws {
        func stem(_ name: String, _ file: String, line: Int = 0) -> Declaration {
            Declaration(name: name, output: name, files: [file], line: line)
        }
        #expect(
            error(stem("a", "caf\u{E9}.wav"), stem("b", "cafe\u{301}.wav", line: 3))
                == .ambiguousFile("cafe\u{301}.wav", usedBy: "b", line: 3))
        #expect(try Graph([stem("a", "caf\u{E9}.wav"), stem("b", "caf\u{E9}.wav")]).order.count == 2)
    }

    @Test("targets without an output share none")
    func checksOnly() throws {
        #expect(
            try Graph([
                GraphTests.declare("a", output: .some(nil)), GraphTests.declare("b", output: .some(nil)),
            ]).order.count
                == 2)
    }

    @Test("an unknown input is refused, with who asks for it and what was probably meant")
    func unknownInput() {
        let found = error(
            GraphTests.declare("bass_stem"), GraphTests.declare("mix", from: "bas_stem", line: 4))
        #expect(
            found == .unknownTarget("bas_stem", usedBy: "mix", line: 4, hint: "did you mean 'bass_stem'?"))
        #expect(
            found?.message
                == "no target is called 'bas_stem', which 'mix' is made from: did you mean 'bass_stem'?")
        #expect(
            error(GraphTests.declare("kick"), GraphTests.declare("mix", from: "xyzzy"))?.message
                == "no target is called 'xyzzy', which 'mix' is made from: there are 'kick'; one that is defined has to stand in `targets:` as well"
        )
    }

    @Test("a target that only checks cannot be used")
    func nothingToUse() {
        let found = error(
            GraphTests.declare("ref", output: .some(nil)), GraphTests.declare("mix", from: "ref", line: 2))
        #expect(found == .nothingToUse("ref", usedBy: "mix", line: 2))
    }

    @Test("a name that was asked for is found, or the nearest is named")
    func find() throws {
        let graph = try Graph([GraphTests.declare("drums"), GraphTests.declare("bass")])
        #expect(try graph.find("bass") == TargetID(1))
        #expect(
            throws: GraphError.unknownTarget("drmus", usedBy: nil, line: 0, hint: "did you mean 'drums'?")
        ) {
            try graph.find("drmus")
        }
    }
}

@Suite struct SpellingTests {
    @Test(
        "the nearest name is meant when it is near enough",
        arguments: [
            ("frequncy", ["frequency", "level"], "frequency"), ("lvel", ["frequency", "level"], "level"),
            ("drmus", ["drums"], "drums"), ("DRUMS", ["drums"], "drums"), ("xdrums", ["drums"], "drums"),
            ("bass", ["drums", "guitar"], nil), ("kick", [], nil), ("", ["ab"], nil),
            ("abcdef", ["abcxyz"], nil), ("abcdef", ["abcxef"], "abcxef"),
            // The first of two that are equally near.
            ("bat", ["cat", "rat"], "cat"),
        ] as [(String, [String], String?)])
    func table(name: String, candidates: [String], expected: String?) {
        #expect(closest(to: name, among: candidates) == expected)
    }
}
