import Foundation
import Testing

@Suite("The difference between two runs")
struct DiffTests {
    private func diff(_ place: WorkSpace, _ arguments: String...) throws -> RunResult {
        try place.start(["diff"] + arguments).wait()
    }

    private func targets(_ place: WorkSpace, _ runs: String...) throws -> [String: JSON] {
        let document = try place.start(["diff", "--json"] + runs).wait().json()
        return document["targets"].elements.reduce(into: [:]) { $0[$1["name"].text] = $1 }
    }

    @Test("says which parameters and which measurements changed, before and after")
    func parameterAndMeasurement() throws {
        let place = try WorkSpace(.song)
        let first = try place.build()
        var edited = JSON.song
        edited[target: "lead"]["instruments"][0]["level"] = 0.2
        let second = try place.build(edited)
        let found = [first, second].map { $0["mix"]["gates"].elements.last?["found"].text ?? "" }
        try #require(found[0] != found[1])

        let targets = try targets(place, "1", "2")
        #expect(targets.keys.sorted() == ["delivery", "lead", "mix"])
        let parameter: JSON = [
            "code": "param", "what": "tone.level", "from": "0.4 of full scale", "to": "0.2 of full scale",
        ]
        #expect(targets["lead"]?["parameters"] == [parameter] && targets["lead"]?["change"] == "changed")
        #expect(targets["mix"]?["parameters"].elements.map { $0["code"] } == ["upstream"])
        let peak = try #require(targets["mix"]?["gates"].elements.first)
        #expect(peak["gate"] == "peak")
        #expect(peak["from"]["found"].text == found[0] && peak["to"]["found"].text == found[1])
        #expect(targets["mix"]?["output"]["from"] != targets["mix"]?["output"]["to"])

        let words = try diff(place, "1", "2").output
        #expect(words.contains("tone.level: 0.4 of full scale → 0.2 of full scale"), "\(words)")
        #expect(words.contains("peak: \(found[0]) → \(found[1])"), "\(words)")
        #expect(words.contains("'lead' came out differently"), "\(words)")
        #expect(!words.contains("bass"), "\(words)")
        // The newest is what is compared with, and the other way round is the other way round.
        #expect(try diff(place, "1").output == words)
        #expect(try diff(place, "2", "1").output.contains("0.2 of full scale → 0.4 of full scale"))
        #expect(try diff(place, "2", "2").output == "nothing differs between run 2 and run 2\n")
    }

    @Test("says what a gate asked for and whether it held")
    func gate() throws {
        let place = try WorkSpace(.song)
        try place.build()
        var edited = JSON.song
        edited[target: "mix"]["gates"] = [["rule": "peak", "atMost": 5]]
        #expect(try place.build(edited).judged == ["mix"])
        edited[target: "mix"]["gates"] = [
            ["rule": "peak", "atMost": -60], ["rule": "dc-offset", "atMost": 1],
        ]
        #expect(try place.build(edited).exit == 3)
        let second = try diff(place, "1", "2").output
        #expect(second == "mix\n    gate 'peak' expects: ≤ 6 dBFS → ≤ 5 dBFS\n")
        let third = try diff(place, "2", "3").output
        #expect(third.contains("gate 'peak' expects: ≤ 5 dBFS → ≤ -60 dBFS"), "\(third)")
        #expect(third.contains("gate 'peak': holds → broken"), "\(third)")
        #expect(third.contains("gate 'dc-offset' is new: expected "), "\(third)")
        let mix = try #require(try targets(place, "2", "3")["mix"])
        #expect(mix["outcome"] == ["from": "judged", "to": "failed"])
    }

    @Test("says which targets came and went")
    func members() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let more = JSON.song.with([
            "targets": .list(JSON.song["targets"].elements + [.stem("pad", .tone(60))])
        ])
        try place.build(more)
        try place.build(.song)
        #expect(try diff(place, "1", "2").output == "pad: it is new\n")
        #expect(try diff(place, "2", "3").output == "pad: it is gone\n")
        #expect(try targets(place, "1", "2").mapValues { $0["change"].text } == ["pad": "came"])
        #expect(try targets(place, "2", "3").mapValues { $0["change"].text } == ["pad": "went"])
        let first = try targets(place, "1", "3")
        #expect(first == [:], "\(first)")
    }

    @Test("a failure is of its run alone: after it is taken back, all is as before")
    func failureTakenBack() throws {
        let place = try WorkSpace(.song)
        try place.build()
        var broken = JSON.song
        broken[target: "bass"]["instruments"][0]["frequency"] = 220
        broken[target: "mix"]["gates"] = [["rule": "peak", "atMost": -60]]
        #expect(try place.build(broken).exit == 3)
        let back = try place.build(.song)
        #expect(back.restored == ["bass", "bass low"] && back["mix"]["outcome"] == "fresh", "\(back)")
        #expect(try diff(place, "1", "3").output == "nothing differs between run 1 and run 3\n")
        #expect(try targets(place, "2", "3")["mix"]?["outcome"] == ["from": "failed", "to": "rendered"])
    }

    @Test("what was not built in between is compared by its last build before")
    func freshTargets() throws {
        let place = try WorkSpace(.song)
        try place.build()
        var edited = JSON.song
        for level in [0.1, 0.2, 0.3] {
            edited[target: "lead"]["instruments"][0]["level"] = .number(level)
            try place.build(edited, "lead")
        }
        edited[target: "bass"]["instruments"][0]["frequency"] = 220
        try place.build(edited)
        let words = try diff(place, "2", "5").output
        #expect(words.contains("tone.level: 0.1 of full scale → 0.3 of full scale"), "\(words)")
        #expect(words.contains("tone.frequency: 110 Hz → 220 Hz"), "\(words)")
        #expect(words.contains("beat") == false)
    }
}
