import Foundation
import Testing

@Suite("A state that is lost")
struct LostStateTests {
    private func removeDatabase(_ place: WorkSpace) throws {
        for name in place.names(in: "cache") where name.hasPrefix("state.db") || name == "ledger" {
            try place.remove("cache/\(name)")
        }
    }

    @Test("costs no rendering: what is there is recognised by its content, measured and judged again")
    func recognised() throws {
        let place = try WorkSpace(.song)
        try #require(try place.build().exit == 0)
        let before = try place.outputs()
        try removeDatabase(place)
        let status = try place.run("status", "-f", "production.json")
        #expect(status.exit == 0 && !place.exists("cache/state.db"), "\(status)")
        let build = try place.build()
        #expect(build.exit == 0, "\(build)")
        #expect(build.judged == JSON.song.targetNames.sorted() && build.rendered == [], "\(build)")
        #expect(try place.outputs() == before)
        #expect(try place.build().didNothing)
    }

    @Test("and an output that was edited meanwhile is not taken for bounce's own")
    func edited() throws {
        let place = try WorkSpace(.song)
        try #require(try place.build().exit == 0)
        let before = try place.outputs()
        try removeDatabase(place)
        try place.write("mine", as: "bounces/bass.wav")
        let build = try place.build()
        #expect(build.exit == 0 && build.rendered == ["bass"], "\(build)")
        #expect(try place.outputs() == before)
        let saved = place.names(in: "bounces").filter { $0.contains(".edited-") }
        #expect(try saved.map { try place.bytes(of: "bounces/\($0)") } == [Data("mine".utf8)])
    }

    @Test("still brings back what is kept of earlier builds")
    func restored() throws {
        var production = JSON.song
        let place = try WorkSpace(production)
        try #require(try place.build().exit == 0)
        let before = try place.outputs()
        production[target: "bass"]["instruments"][0]["frequency"] = 220
        try #require(try place.build(production).exit == 0)
        try removeDatabase(place)
        let build = try place.build(.song)
        #expect(build.exit == 0 && build.rendered == [], "\(build)")
        #expect(build.restored.contains("bass"), "\(build)")
        #expect(try place.outputs() == before)
    }

    @Test("together with its journal costs the renderings, and nothing else")
    func bothLost() throws {
        let place = try WorkSpace(.song)
        try #require(try place.build().exit == 0)
        let before = try place.outputs()
        try removeDatabase(place)
        try place.remove("cache/results")
        let build = try place.build()
        #expect(build.exit == 0 && build.rendered.count == JSON.song.targetNames.count, "\(build)")
        #expect(try place.outputs() == before)
        #expect(!place.names(in: "bounces").contains { $0.contains(".edited-") })
    }

    @Test("a gate that would not hold is found broken again")
    func gates() throws {
        var production = JSON.song
        let place = try WorkSpace(production)
        try #require(try place.build().exit == 0)
        try removeDatabase(place)
        production[target: "mix"]["gates"] = [["rule": "peak", "atMost": -90]]
        let build = try place.build(production, "-k")
        #expect(build.exit == 3 && build.failed == ["mix"], "\(build)")
    }
}
