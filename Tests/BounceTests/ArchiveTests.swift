import Foundation
import Testing

@Suite("An archive")
struct ArchiveTests {
    @Test(
        "a member that did not change is taken as it is, and the bytes are those of a clean build",
        arguments: ["fast", "small", "stored"], [true, false])
    func reusedMembers(compression: String, isSheeted: Bool) throws {
        var production = JSON.song
        production[target: "delivery"] = .archive(
            "delivery", of: ["bass", "lead", "beat", "mix"],
            more: ["compression": .text(compression), "sheet": .flag(isSheeted)])
        let place = try WorkSpace(production)
        try place.build()
        production[target: "lead"]["instruments"][0]["level"] = 0.3
        let build = try place.build(production)
        #expect(
            build["delivery"]["notes"].elements.map(\.text).contains { $0.hasPrefix("4 members, 2 of them") })
        #expect(try place.outputs() == cleanOutputs(production))
    }

    @Test("members that come, go and change places give the bytes of a clean build")
    func membership() throws {
        var production = JSON.song
        let place = try WorkSpace(production)
        try place.build()
        for members: JSON in [["bass"], ["mix", "bass", "beat"], ["beat", "mix"], ["lead"]] {
            production[target: "delivery"]["members"] = members
            let build = try place.build(production)
            #expect(build.exit == 0, "\(build)")
            #expect(try place.outputs() == cleanOutputs(production))
        }
    }

    @Test("it holds targets whose names are as long as names may be", arguments: ["wav", "aiff", "flac"])
    func longestNames(format: String) throws {
        let name = String(repeating: "x", count: 200)
        let place = try WorkSpace()
        let more: JSON = ["format": ["rule": .text(format), "encoding": "pcm16"]]
        let build = try place.build(
            .production([.stem(name, .tone(), more: more), .archive("all", of: [name])]))
        #expect(build.exit == 0, "\(build)")
        #expect(try place.run("verify", "-f", "production.json").exit == 0)
    }

    @Test("two members of one content are each there, and an edit parts them", arguments: [1, 2])
    func equalMembers(jobs: Int) throws {
        var production = JSON.production([
            .stem("left", .tone(110)), .stem("right", .tone(110)), .stem("middle", .tone(220)),
            .archive("delivery", of: ["left", "middle", "right"]),
        ])
        let place = try WorkSpace(production)
        #expect(try place.build(nil, "-j\(jobs)").exit == 0)
        #expect(try place.bytes(of: "bounces/left.wav") == place.bytes(of: "bounces/right.wav"))
        production[target: "left"]["instruments"][0]["level"] = 0.3
        let build = try place.build(production, "-j\(jobs)")
        #expect(build["delivery"]["notes"].elements.map(\.text) == ["3 members, 2 of them unchanged"])
        #expect(try place.outputs() == cleanOutputs(production))
    }

    @Test("members of several parts are the same bytes with one worker and with three, also after an edit")
    func severalParts() throws {
        // Each member is 8.6 MB, which is two parts.
        var production = JSON.production(
            [.stem("a", .noise()), .stem("b", .tone(110.37)), .archive("delivery", of: ["a", "b"])],
            ["sampleRate": 48_000, "duration": ["seconds": 45]])
        let places = [try WorkSpace(production), try WorkSpace(production)]
        for (place, jobs) in zip(places, ["-j1", "-j3"]) { #expect(try place.build(nil, jobs).exit == 0) }
        #expect(try places[0].outputs() == places[1].outputs())
        production[target: "b"]["instruments"][0]["level"] = 0.2
        for (place, jobs) in zip(places, ["-j1", "-j3"]) {
            #expect(try place.build(production, jobs).exit == 0)
        }
        #expect(try places[0].outputs() == places[1].outputs())
        #expect(try places[0].outputs() == cleanOutputs(production))
    }

    @Test(
        "holds its members under the names that a pattern gives them, also when that changes",
        arguments: [true, false])
    func namedMembers(isSheeted: Bool) throws {
        var production = JSON.production(
            [.stem("bass", .tone()), .archive("all", of: ["bass"], more: ["sheet": .flag(isSheeted)])],
            ["named": "{production} {stem}"])
        let place = try WorkSpace(production)
        try #require(place.build().exit == 0)
        production["named"] = "{stem} of {production}"
        let build = try place.build(production)
        #expect(build.exit == 0 && build.reasons("all") == ["param file of 'bass'"], "\(build)")
        #expect(try place.outputs() == cleanOutputs(production))
    }

    @Test("an archive that was tampered with is no source of members")
    func tamperedArchive() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let before = try place.outputs()
        var bytes = try place.bytes(of: "bounces/delivery.zip")
        bytes[bytes.count / 2] ^= 0x10
        try place.write(bytes, as: "bounces/delivery.zip")
        let build = try place.build()
        #expect(build.rendered == ["delivery"], "\(build)")
        #expect(try place.outputs() == before)
    }
}
