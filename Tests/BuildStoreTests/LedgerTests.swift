import BuildGraph
import Foundation
import Testing

@testable import BuildStore

extension InWorkspace {
    /// Two stems of which one reads a file, a mix of both, and an archive of the mix.
    @Suite struct LedgerTests {
        static let circumstances = Digest("here and now")
        static let names = ["voice", "bass", "mix", "delivery"]

        /// The version of a file, examined so long after it was written that its stamps prove it.
        static func version(_ path: String) throws -> FileDigest {
            let read = try #require(try FileDigest.read(path))
            return FileDigest(digest: read.digest, identity: read.identity, examined: .max)
        }

        static func make() throws -> Ledger {
            for path in ["production.json", "take.wav"] { try place("content of \(path)", at: path) }
            for name in names { try place("bytes of \(name)", at: "bounces/\(name).wav") }
            var draft = LedgerDraft(
                circumstances: circumstances,
                source: ("production.json", try version("production.json")), head: Array("head".utf8))
            let inputs = [[], [], [0, 1], [2]]
            for (number, name) in names.enumerated() {
                let output = "bounces/\(name).wav"
                draft.add(
                    name, kind: number, inputs: inputs[number],
                    files: number == 0 ? [("take.wav", try version("take.wav"))] : [],
                    output: (output, try version(output)), body: Array("recipe of \(name)".utf8))
            }
            return draft.sealed()
        }

        static func place(_ text: String, at path: String) throws {
            if let slash = path.lastIndex(of: "/") { try makeDirectory(String(path[..<slash])) }
            try Data(text.utf8).write(to: URL(filePath: path))
        }

        /// The names of the targets in question, with a ledger that went to disk and back.
        static func questioned(_ selection: [Bool] = [true, true, true, true]) throws -> [String] {
            let ledger = try #require(Ledger(circumstances: circumstances))
            return zip(names, ledger.questioned(among: selection)).filter(\.1).map(\.0)
        }

        @Test("what was put into a ledger comes out of it")
        func roundTrip() throws {
            try inWorkspace {
                try Self.make().keep()
                let ledger = try #require(Ledger(circumstances: Self.circumstances))
                #expect(ledger.count == 4)
                #expect(ledger.head == Array("head".utf8))
                #expect((0..<4).map(ledger.name) == Self.names)
                #expect((0..<4).map(ledger.kind) == [0, 1, 2, 3])
                #expect((0..<4).map(ledger.inputs) == [[], [], [0, 1], [2]])
                #expect(ledger.body(of: 2) == Array("recipe of mix".utf8))
                #expect(ledger.output(of: 0)?.path == "bounces/voice.wav")
                #expect(ledger.output(of: 0)?.content == Digest("bytes of voice"))
                #expect(ledger.source.path == "production.json")
                #expect(ledger.source.file?.digest == Digest("content of production.json"))
                #expect(ledger.find(["mix", "voice"]) == [true, false, true, false])
                #expect(ledger.find(["mix", "nobody"]) == nil)
                #expect(ledger.closure(of: [false, false, true, false]) == [true, true, true, false])
            }
        }

        @Test("while no file is another one, nothing is in question")
        func untouched() throws {
            try inWorkspace {
                try Self.make().keep()
                #expect(try Self.questioned() == [])
            }
        }

        static let disturbances: [(String, [String], @Sendable () throws -> Void)] = [
            ("a file that is read", ["voice", "mix", "delivery"], { try place("other", at: "take.wav") }),
            ("an output", ["bass", "mix", "delivery"], { try place("other", at: "bounces/bass.wav") }),
            (
                "an output of the same content", ["bass", "mix", "delivery"],
                { try place("bytes of bass", at: "bounces/bass.wav") }
            ),
            ("a deleted output", ["delivery"], { try removeFile("bounces/delivery.wav") }),
            (
                "a directory in its place", ["delivery"],
                {
                    try removeFile("bounces/delivery.wav")
                    try makeDirectory("bounces/delivery.wav")
                }
            ),
        ]

        @Test(
            "another version of a file puts its target and all that is made from it in question",
            arguments: disturbances.indices)
        func disturbed(index: Int) throws {
            let (name, expected, disturb) = Self.disturbances[index]
            try inWorkspace {
                try Self.make().keep()
                try disturb()
                #expect(try Self.questioned() == expected, "\(name)")
                #expect(
                    try Self.questioned([true, false, false, false]) == expected.filter { $0 == "voice" })
            }
        }

        @Test("a file that did not exist proves its target while it does not")
        func absent() throws {
            try inWorkspace {
                for path in ["production.json"] { try Self.place("content", at: path) }
                var draft = LedgerDraft(
                    circumstances: Self.circumstances,
                    source: ("production.json", try Self.version("production.json")), head: [])
                draft.add(
                    "original", kind: 0, inputs: [], files: [("reference.wav", nil)], output: nil, body: [])
                let ledger = draft.sealed()
                #expect(ledger.hasAbsentFiles && ledger.absentFiles(of: 0) == ["reference.wav"])
                #expect(ledger.questioned(among: [true]) == [false])
                try Self.place("here now", at: "reference.wav")
                #expect(ledger.questioned(among: [true]) == [true])
            }
        }

        @Test("a target that was interrupted is in question, whatever its files are")
        func interrupted() throws {
            try inWorkspace {
                try Self.make().keep()
                let ledger = try #require(Ledger(circumstances: Self.circumstances))
                let all = [true, true, true, true]
                #expect(ledger.questioned(among: all, because: ["mix"]) == [false, false, true, true])
            }
        }

        @Test("a file as young as its own examination proves nothing, until a later one")
        func young() throws {
            try inWorkspace {
                let ledger = try Self.make()
                let young = try #require(try FileDigest.read("take.wav"))
                try ledger.updated(with: ["take.wav": young]).keep()
                #expect(try Self.questioned() == ["voice", "mix", "delivery"])
                try ledger.updated(with: ["take.wav": Self.version("take.wav")]).keep()
                #expect(try Self.questioned() == [])
            }
        }

        @Test("in other circumstances there is no ledger")
        func otherCircumstances() throws {
            try inWorkspace {
                try Self.make().keep()
                #expect(Ledger(circumstances: Digest("elsewhere")) == nil)
            }
        }

        @Test("a ledger with one flipped bit, or cut off anywhere, is none")
        func damaged() throws {
            try inWorkspace {
                try Self.make().keep()
                let whole = try Data(contentsOf: URL(filePath: Workspace.ledger))
                for place in whole.indices {
                    var bytes = whole
                    bytes[place] ^= 1 << (place % 8)
                    try bytes.write(to: URL(filePath: Workspace.ledger))
                    #expect(Ledger(circumstances: Self.circumstances) == nil, "byte \(place)")
                    try whole[..<place].write(to: URL(filePath: Workspace.ledger))
                    #expect(Ledger(circumstances: Self.circumstances) == nil, "cut at \(place)")
                }
                try (whole + [0]).write(to: URL(filePath: Workspace.ledger))
                #expect(Ledger(circumstances: Self.circumstances) == nil)
            }
        }

        @Test("a removed ledger is gone, and removing it again is no error")
        func removed() throws {
            try inWorkspace {
                try Self.make().keep()
                #expect(Ledger.exists)
                try Ledger.remove()
                try Ledger.remove()
                #expect(!Ledger.exists)
            }
        }
    }
}
