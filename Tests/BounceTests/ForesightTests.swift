import Foundation
import Testing

@Suite("What status and a dry run foretell")
struct ForesightTests {
    private func run(_ place: WorkSpace, _ arguments: String...) throws -> RunResult {
        try place.start(arguments + ["-f", "production.json"]).wait()
    }

    @Test("an edited gate is mentioned beside an input that is stale")
    func gateAndInput() throws {
        let place = try WorkSpace(.song)
        try place.build()
        var edited = JSON.song
        edited[target: "bass"]["instruments"][0]["frequency"] = 220
        edited[target: "mix"]["gates"] = [["rule": "peak", "atMost": 5]]
        try place.write(edited)
        let status = try run(place, "status", "--json").json()
        let reasons = status[target: "mix"]["reasons"].elements.map {
            "\($0["code"].text) \($0["what"].text)"
        }
        #expect(reasons.contains("gate-changed peak"), "\(reasons)")
        #expect(reasons.contains("upstream-maybe bass low"), "\(reasons)")
        #expect(status[target: "mix"]["state"] != "fresh")
        #expect(try run(place, "why", "mix").output.contains("peak"))
        #expect(try place.build().exit == 0)
        #expect(try run(place, "status", "--check").exit == 0)
    }

    @Test("a dry run after a target was taken out says what will be put away, and leaves it")
    func removedTarget() throws {
        let place = try WorkSpace(.production([.stem("bass", .tone()), .stem("lead", .tone(440))]))
        try place.build()
        try place.write(.production([.stem("bass", .tone())]))
        let before = try place.traces()
        let dry = try run(place, "--dry-run")
        #expect(dry.exit == 0, "\(dry)")
        #expect(dry.output.contains("bounces/lead.wav"), "\(dry)")
        #expect(try place.traces() == before)
        #expect(try run(place, "status").exit == 0)
        #expect(try place.build().notes.contains { $0.contains("bounces/lead.wav") })
        #expect(place.names(in: "bounces") == ["bass.wav"])
        #expect(try run(place, "--dry-run").output == "nothing to do\n")
    }

    @Test("--force of one target renders it and not what it is made from")
    func forceOne() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let outputs = try place.outputs()
        #expect(try run(place, "--force", "--dry-run", "mix").lines.count == 1)
        let build = try place.build(nil, "--force", "mix")
        #expect(build.exit == 0 && build.rendered == ["mix"], "\(build)")
        #expect(build.targets("fresh") == ["bass", "bass low", "beat", "lead"], "\(build)")
        #expect(try place.outputs() == outputs)
    }

    @Test(
        "-j takes its number joined, apart, or by its long name",
        arguments: [["-j2"], ["-j", "2"], ["--jobs", "2"]])
    func jobs(option: [String]) throws {
        let place = try WorkSpace(.production([.stem("bass", .tone())]))
        let result = try place.start(option + ["-f", "production.json"]).wait()
        #expect(result.exit == 0 && result.output.contains("done: 1 rendered"), "\(result)")
    }

    @Test("of two targets with the same bytes, each gets its own back when both edits are undone")
    func twins() throws {
        let production = JSON.production([
            .stem("left", .tone()), .stem("right", .tone()), .master("mix", of: ["left", "right"]),
        ])
        let place = try WorkSpace(production)
        try place.build()
        let before = try place.outputs()
        for names in [["left", "right"], ["right"], ["left"]] {
            var edited = production
            for name in names { edited[target: name]["instruments"][0]["level"] = 0.25 }
            #expect(try place.build(edited).exit == 0)
            #expect(try place.outputs() == cleanOutputs(edited))
            let undone = try place.build(production)
            #expect(undone.exit == 0, "\(undone)")
            #expect(try place.outputs() == before)
            #expect(try place.build().didNothing)
        }
    }
}
