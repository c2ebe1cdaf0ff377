import Foundation
import Testing

/// Who mistypes is told what was most likely meant, where it stands, and what to do next.
@Suite("Mistakes")
struct MistakeTests {
    @Test(
        "in a description name the target and the part of it, and what was meant",
        arguments: [
            (
                JSON.stem("bass", .tone(), more: ["effects": [["rule": "lowpas", "frequency": 100]]]),
                "production.json: 'bass', effect 1 (lowpas): targets[0].effects[0]: 'lowpas' is not an effect: did you mean 'lowpass'?"
            ),
            (
                .stem(
                    "bass", .tone(), more: ["effects": [.lowpass(), ["rule": "lowpass", "frequncy": 100]]]),
                "'bass', effect 2 (lowpass): targets[0].effects[1]: lowpass has no parameter 'frequncy': did you mean 'frequency'?"
            ),
            (
                .stem("bass", .tone(wave: "squar")),
                "'bass', instrument 1 (tone): targets[0].instruments[0].wave: expected one of sine, saw, square, triangle, found \"squar\": did you mean \"square\"?"
            ),
            (
                .stem("bass", .tone(), more: ["gates": [["rule": "preset", "name": "ebu-r12"]]]),
                "did you mean \"ebu-r128\"?"
            ),
            (
                .stem(
                    "bass", .tone(),
                    more: ["gates": [["rule": "limit", "measurement": "crset", "atMost": 3]]]),
                "'crset' is no measurement: did you mean 'crest'?"
            ),
            (
                .stem("bass", .tone(), more: ["sections": ["vers"]]),
                "no section is called 'vers': did you mean 'verse'?"
            ),
            (
                .process("low", from: "drmus", .lowpass()),
                "no target is called 'drmus', which 'low' is made from: did you mean 'drums'?"
            ),
            (.stem("lead", .phrase("H4 c4")), "production.json: 'lead': word 1, 'H4',"),
            (.stem("lead", .phrase("H4 c4")), "did you mean 'B4'?"),
            (.stem("lead", .phrase("C4 CM7")), "did you mean 'Cmaj7'?"),
            (.stem("lead", .phrase("1 2", key: "Am")), "did you mean \"A minor\"?"),
            (.stem("bass", .tone(), more: ["tags": ["key": "A minor"]]), "did you mean \"Am\"?"),
            (.stem("bass"), "'bass': targets[0].instruments: expected a list of at least 1"),
            // Where no line says it, the target does.
            (
                .stem(
                    "bass", .tone(),
                    more: ["effects": [["rule": "tremolo", "rate": 1, "every": ["beats": 1], "depth": 0.5]]]),
                "production.json: 'bass': the tremolo has a 'rate' and an 'every': take one of them out"
            ),
        ])
    func description(_ target: JSON, _ words: String) throws {
        let production = JSON.production(
            [target, .stem("drums", .tone())], ["sections": [["name": "verse", "length": ["seconds": 0.25]]]])
        let result = try WorkSpace(production).run("-f", "production.json")
        #expect(result.exit == 2 && result.errors.contains(words), "\(result)")
    }

    @Test(
        "on the command line",
        arguments: [
            (["stauts"], "no target is called 'stauts': did you mean the command `bounce status`?"),
            (["drmus"], "no target is called 'drmus': did you mean 'drums'?"),
            (["drums", "bas"], "no target is called 'bas': did you mean 'bass'?"),
            (["verfy", "drums"], "did you mean the command `bounce verify`?"),
            (["status", "drmus"], "no target is called 'drmus': did you mean 'drums'?"),
            (["why", "drmus"], "no target is called 'drmus': did you mean 'drums'?"),
            (["why", "xyzzy"], "no target is called 'xyzzy': there are 'bass', 'drums'"),
            (["why", "dru"], "no target is called 'dru': did you mean 'drums'?"),
            (["dru"], "no target is called 'dru': did you mean 'drums'?"),
            (["verify", "drmus"], "no target is called 'drmus': did you mean 'drums'?"),
            (["build", "--keep-gong"], "Did you mean '--keep-going'?"),
            (["measure", "--preset", "podcst", "x.wav"], "'podcst' is no preset: did you mean 'podcast'?"),
        ])
    func command(_ arguments: [String], _ words: String) throws {
        let place = try WorkSpace(.production([.stem("bass", .tone()), .stem("drums", .tone())]))
        let more = arguments[0] == "measure" ? [] : ["-f", "production.json"]
        let result = try place.start(arguments + more).wait()
        #expect(result.exit == 2 && result.errors.contains(words), "\(result)")
        #expect(!place.exists("bounces"))
    }

    @Test("where there is no manifest, a command that is nearly one is still told")
    func nothing() throws {
        let result = try WorkSpace().run("stauts")
        #expect(result.exit == 2)
        #expect(
            result.errors.contains(
                "did you mean the command `bounce status`? (there is no Targets.swift here)"),
            "\(result)")
        let other = try WorkSpace().run("-f", "song.json")
        #expect(other.errors.contains("there is no song.json here: look at -f"), "\(other)")
    }

    @Test("as a name with spaces and without quotes are none where it is the only word")
    func spaces() throws {
        let place = try WorkSpace(.production([.stem("night bus", .tone())]))
        let result = try place.run("why", "night", "bus", "-f", "production.json")
        #expect(result.exit == 0 && result.output.contains("night bus"), "\(result)")
    }

    @Test(
        "in the path of a file name the one that is there",
        arguments: [
            ("takes/Snare.wav", "does not exist: did you mean takes/snare.wav?"),
            ("takes/kick.wav", "does not exist: put it there"), ("~/kick.wav", "`~` has no meaning"),
        ])
    func file(path: String, words: String) throws {
        let place = try WorkSpace(.production([.stem("voice", .recording(path))]))
        try place.write(Sound.take(1), as: "takes/snare.wav")
        let build = try place.build()
        #expect(build.exit == 1 && build.result.output.contains(words), "\(build)")
    }

    @Test(
        "that can be played are played, and doubted",
        arguments: [
            ("Am7 E7", "! 'E7' among chords is the single note E of octave 7"),
            ("C4, E4, G4", "! a comma behind a word makes it half as loud"),
            ("C4:9", "! notes of up to -"),
        ])
    func doubts(notes: String, words: String) throws {
        let build = try WorkSpace(.production([.stem("lead", .phrase(notes))])).build()
        #expect(build.exit == 0 && build.result.output.contains(words), "\(build)")
    }

    @Test("that show only when a target is rendered name its line")
    func rendering() throws {
        let production = JSON.production([.stem("voice", .recording("no.wav"), more: ["line": 41])])
        let build = try WorkSpace(production).build()
        #expect(
            build.exit == 1
                && build.result.output.contains(
                    "failed: 'voice' (line 41): the file no.wav does not exist: put it there"),
            "\(build)"
        )
        #expect(build["voice"]["line"] == 41)
    }
}

extension JSON {
    fileprivate static func phrase(_ notes: String, key: String? = nil) -> JSON {
        let phrase: JSON = ["rule": "phrase", "notes": .text(notes)]
        let whole = key.map { phrase.with(["key": .text($0)]) } ?? phrase
        return ["rule": "synth", "phrases": .list([whole])]
    }
}
