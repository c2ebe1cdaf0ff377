import Foundation
import Testing

/// Gates that look at other targets, through the command.
@Suite("A gate that looks at other targets")
struct ComparisonTests {
    /// Two stems, their sum at unity, and a reference beside it.
    static func production(_ gates: JSON, effects: JSON = [], gain: Double = 1) -> JSON {
        let inputs: JSON = [
            ["target": "bass", "gain": ["linear": .number(gain)]], ["target": "lead"],
        ]
        return .production(
            [
                .stem("bass", .tone(110, level: 0.2)), .stem("lead", .tone(440, level: 0.3)),
                ["rule": "master", "name": "mix", "inputs": inputs, "effects": effects, "gates": gates],
                .archive("delivery", of: ["mix", "bass", "lead"]),
                .reference("song", file: "song.wav"),
            ], ["duration": ["seconds": 1]])
    }

    private func place(_ production: JSON) throws -> WorkSpace {
        let place = try WorkSpace(production)
        try place.write(ComparisonTests.song(0.25), as: "song.wav")
        return place
    }

    /// A second of a tone.
    private static func song(_ level: Double) -> Data {
        Sound.wav((0..<8_000).map { Float(level * sin(2 * Double.pi * 300 * Double($0) / 8_000)) })
    }

    @Test("stems that add up hold; a level, or an effect on the bus, breaks; named stems are those named")
    func sum() throws {
        let place = try place(ComparisonTests.production([["rule": "sum"]]))
        let build = try place.build()
        #expect(build.exit == 0, "\(build)")
        let quieter = try place.build(ComparisonTests.production([["rule": "sum"]], gain: 0.9))
        #expect(quieter.exit == 3 && quieter.failed == ["mix"], "\(quieter)")
        // A tenth of 0.2 is missing: −33.98 dBFS.
        #expect(
            quieter.result.output.contains("gate 'sum' of 'mix': expected ≤ -120 dBFS, found -33.98 dBFS"))
        #expect(quieter.result.output.contains("86.02 dB too high, at "))
        let clipped = try place.build(
            ComparisonTests.production([["rule": "sum"]], effects: [["rule": "clip", "ceiling": -12]]))
        #expect(clipped.exit == 3, "\(clipped)")
        let one = try place.build(ComparisonTests.production([["rule": "sum", "stems": ["lead"]]]))
        #expect(one.exit == 3 && one.result.output.contains("found -13.98 dBFS"), "\(one)")
        let both = try place.build(
            ComparisonTests.production([["rule": "sum", "stems": ["lead", "bass"]]]))
        #expect(both.exit == 0, "\(both)")
        #expect(try place.run("verify", "-f", "production.json").exit == 0)
    }

    @Test("a stem of another length cannot be summed, and says so")
    func unequal() throws {
        var production = ComparisonTests.production([["rule": "sum", "stems": ["short"]]])
        production["targets"] = .list(
            production["targets"].elements
                + [.stem("short", .tone(), more: ["duration": ["seconds": 0.5]])])
        let build = try place(production).build()
        #expect(build.exit == 3, "\(build)")
        #expect(
            build.result.output.contains(
                "found nothing: 'short' has 4000 frames, 8000 Hz, 1 ch, and the mix 8000 frames, 8000 Hz, 1 ch"
            ))
    }

    @Test("what a gate looks at is part of the judgement: it is judged again, and never rendered")
    func judgedAgain() throws {
        let sum: JSON = ["rule": "sum", "stems": ["lead", "bass", "extra"]]
        var production = ComparisonTests.production([sum])
        production["targets"] = .list(
            production["targets"].elements + [.stem("extra", .tone(880, level: 0))])
        let place = try place(production)
        let first = try place.build()
        #expect(first.exit == 0, "\(first)")
        #expect(try place.build().didNothing)
        production[target: "extra"]["instruments"][0]["level"] = 0.1
        let changed = try place.build(production)
        #expect(changed.exit == 3 && changed.failed == ["mix"], "\(changed)")
        #expect(changed.rendered == ["extra"])
        #expect(changed.reasons("mix") == ["upstream extra"])
        #expect(place.names(in: "bounces").contains("mix.wav"))
        production[target: "extra"]["instruments"][0]["level"] = 0
        let back = try place.build(production)
        #expect(back.exit == 0 && back.rendered == [], "\(back)")
        #expect(try place.build().didNothing)
    }

    @Test("a reference that changes on disk has the master judged again, by itself")
    func reference() throws {
        let matches: JSON = ["rule": "matches", "target": "song", "loudness": 60, "bands": 100]
        let place = try place(ComparisonTests.production([matches]))
        let first = try place.build()
        #expect(first.exit == 0, "\(first)")
        #expect(try place.build().didNothing)
        try place.write(ComparisonTests.song(0.2), as: "song.wav")
        let status = try place.run("status", "-f", "production.json", "--json").json()
        #expect(status[target: "mix"]["reasons"][0]["code"] == "upstream")
        let again = try place.build()
        #expect(again.exit == 0 && again.rendered == [] && again.judged.contains("mix"), "\(again)")
        #expect(try place.build().didNothing)
        try place.remove("song.wav")
        let missing = try place.build()
        #expect(missing.exit != 0 && missing.blocked.contains("mix"), "\(missing)")
    }

    @Test("an optional reference that is not there does not match, and says so")
    func absent() throws {
        var production = ComparisonTests.production([["rule": "matches", "target": "song"]])
        production[target: "song"]["optional"] = true
        let place = try WorkSpace(production)
        let build = try place.build()
        #expect(build.exit == 3 && build.failed == ["mix"], "\(build)")
        #expect(build.result.output.contains("the file of 'song' does not exist"), "\(build)")
    }

    @Test(
        "what cannot be looked at is refused, with the way out",
        arguments: [
            (["rule": "matches", "target": "sing"], "did you mean 'song'?"),
            (["rule": "matches", "target": "delivery"], "which is an archive"),
            (["rule": "matches", "target": "mix"], "mix → mix"),
        ] as [(JSON, String)])
    func refused(gate: JSON, words: String) throws {
        var production = ComparisonTests.production([gate])
        if gate["target"] == "delivery" {
            production[target: "delivery"]["members"] = ["bass"]
        }
        let build = try place(production).build()
        #expect(build.exit == 2)
        #expect(build.result.errors.contains(words), "\(build)")
        let stem = try WorkSpace(.production([.stem("a", .tone(), more: ["gates": [["rule": "sum"]]])]))
        #expect(try stem.build().result.errors.contains("names no stems"))
    }
}
