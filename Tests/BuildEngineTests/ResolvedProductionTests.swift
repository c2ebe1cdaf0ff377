import BuildGraph
import SoundFiles
import TargetDescription
import Testing

@testable import BuildEngine

@Suite struct ResolvedProductionTests {
    static let tone = Instrument.tone(.sine, frequency: 110, level: 0.5)

    static func resolve(
        _ targets: [Target], channels: Channels = .stereo, format: Format = .wav(.pcm24), line: Int = #line
    ) throws -> ResolvedProduction {
        let production = Production(
            "p", duration: .seconds(2), channels: channels, format: format,
            sections: [.section("verse", beats: 2)],
            targets: targets, line: line)
        return try ResolvedProduction(DescriptionDecoder.decode(production.recipe.description()))
    }

    func refusal(_ targets: [Target]) -> Refusal? {
        do {
            _ = try ResolvedProductionTests.resolve(targets)
            return nil
        } catch {
            return error as? Refusal
        }
    }

    @Test("channels, length and form come from the target, its source, or the production")
    func forms() throws {
        let production = try ResolvedProductionTests.resolve([
            .stem("usual", ResolvedProductionTests.tone),
            .stem(
                "own", ResolvedProductionTests.tone, duration: .seconds(1), channels: .mono,
                format: .flac(.pcm16, dither: .none)),
            .process("through", from: "own", through: [.clip()]),
            .process("packed", from: "own", through: [], format: .aiff(.float64)),
            .master("mix", of: [.input("own"), .input("through")]),
            .master("narrow", of: [.input("own")], channels: .mono),
            .archive("zip", of: ["mix", "usual"]),
            .reference("ref", file: "in/ref.wav"),
        ])
        func form(_ name: String) throws -> String {
            let target = production[try production.graph.find(name)]
            let sound =
                target.sound.map { "\($0.channels) ch \($0.encoding.rawValue) \(target.dither.rawValue)" }
                ?? "no sound"
            return "\(target.path): \(sound), \(target.frames.map { "\($0) frames" } ?? "no length")"
        }
        #expect(try form("usual") == "bounces/usual.wav: 2 ch pcm24 tpdf, 96000 frames")
        #expect(try form("own") == "bounces/own.flac: 1 ch pcm16 none, 48000 frames")
        #expect(try form("through") == "bounces/through.wav: 1 ch pcm24 tpdf, 48000 frames")
        #expect(try form("packed") == "bounces/packed.aiff: 1 ch float64 tpdf, 48000 frames")
        #expect(try form("mix") == "bounces/mix.wav: 2 ch pcm24 tpdf, 48000 frames")
        #expect(try form("narrow") == "bounces/narrow.wav: 1 ch pcm24 tpdf, 48000 frames")
        #expect(try form("zip") == "bounces/zip.zip: no sound, no length")
        #expect(try form("ref") == "in/ref.wav: no sound, no length")
        #expect(production.graph.order.map { production[$0].name }.last == "zip")
    }

    @Test("a target declares the targets and the files that it is made from")
    func sources() throws {
        let production = try ResolvedProductionTests.resolve([
            .stem(
                "drums",
                .drums([.backbeat()], kit: [.sample(.kick, "kick.wav"), .sample(.snare, "snare.wav")]),
                .recording("loop.wav"), .recording("loop.wav", at: .seconds(1))),
            .master("mix", of: [.input("drums"), .input("drums", gain: .decibels(-6))]),
            .reference("ref", file: "ref.wav", optional: true),
        ])
        let declarations = production.graph.declarations
        #expect(Set(declarations[0].files) == ["kick.wav", "snare.wav", "loop.wav"])
        #expect(declarations[0].files.count == 3)
        #expect(declarations[1].inputs == ["drums", "drums"])
        #expect(production.graph.inputs[1].count == 1)
        #expect(
            declarations[2].files == ["ref.wav"] && declarations[2].isOptional
                && declarations[2].output == nil)
        #expect(!declarations[0].isOptional)
    }

    @Test("an edited gate changes the judgement and never the key")
    func gates() throws {
        func declaration(_ gates: [Gate]) throws -> Declaration {
            try ResolvedProductionTests.resolve([.stem("s", ResolvedProductionTests.tone, gates: gates)])
                .graph.declarations[0]
        }
        let (one, other) = (
            try declaration([.peak(atMost: -1)]), try declaration([.peak(atMost: -2), .clipping()])
        )
        #expect(one.components == other.components)
        #expect(one.gates != other.gates)
    }

    @Test("what a production cannot be is refused, with the line")
    func refused() {
        let tone = ResolvedProductionTests.tone
        let zip = Target.archive("zip", of: ["a"])
        let cases: [([Target], Int, String)] = [
            (
                [
                    .process("a", from: "b", through: [], line: 4),
                    .process("b", from: "a", through: [], line: 5),
                ], 4,
                "these targets are made from one another: a → b → a; take one of them out of another's inputs"
            ),
            ([.stem("a", tone), .stem("a", tone, line: 8)], 8, "two targets are called 'a'"),
            (
                [.stem("a", tone), .stem("A", tone, line: 8)], 8,
                "targets 'a' and 'A' would both write bounces/A.wav"
            ),
            ([.stem("bass", tone), .master("mix", of: [.input("bas")], line: 8)], 8, "did you mean 'bass'?"),
            (
                [.stem("a", tone), zip, .process("p", from: "zip", through: [], line: 8)], 8,
                "'zip', which is an archive"
            ),
            (
                [.stem("a", tone), zip, .master("m", of: [.input("zip")], line: 8)], 8,
                "'zip', which is an archive"
            ),
            (
                [.reference("r", file: "r.wav"), .process("p", from: "r", through: [], line: 8)], 8,
                "only checks a file"
            ),
            (
                [
                    .stem("a", tone, duration: .seconds(1)),
                    .stem("b", tone, effects: [.compressor(threshold: -20, sidechain: "a", line: 8)]),
                ], 8, "the compressor listens to 'a', which lasts 1.000 s, and is applied to"
            ),
            (
                [
                    .reference("r", file: "r.wav"),
                    .stem("b", tone, effects: [.noiseGate(threshold: -20, sidechain: "r")], line: 8),
                ], 8, "only checks a file"
            ),
            ([.stem("a", tone, duration: .seconds(0), line: 8)], 8, "'a' has no length"),
            ([.stem("a", tone, duration: .seconds(86_401), line: 8)], 8, "'a' is longer than 24 hours"),
            (
                [.stem("a", tone, in: ["vers"], line: 8)], 8,
                "no section is called 'vers': did you mean 'verse'?"
            ),
        ]
        for (targets, line, message) in cases {
            let found = refusal(targets)
            #expect(
                found?.message.contains(message) == true, "\(found?.message ?? "accepted"), not: \(message)")
            #expect(found?.line == line, "\(message)")
        }
    }

    @Test("an archive may hold an archive, and two containers one name")
    func accepted() throws {
        let tone = ResolvedProductionTests.tone
        let production = try ResolvedProductionTests.resolve([
            .stem("a", tone), .archive("zip", of: ["a"]), .archive("all", of: ["zip", "a"]),
            .stem("b", tone, format: .flac()), .stem("c", tone, duration: .seconds(86_400)),
        ])
        #expect(production.targets.count == 5)
    }
}
