import Foundation
import Testing

@Suite("What is kept of earlier builds")
struct GcTests {
    private func gc(_ place: WorkSpace, _ arguments: String...) throws -> RunResult {
        try place.start(["gc", "-f", "production.json"] + arguments).wait()
    }

    private func objects(_ place: WorkSpace) -> [String] {
        place.names(in: "cache/objects").flatMap { shelf in
            place.names(in: "cache/objects/\(shelf)").map { "cache/objects/\(shelf)/\($0)" }
        }
    }

    private func size(_ place: WorkSpace) throws -> Int {
        try objects(place).reduce(0) { try $0 + place.bytes(of: $1).count }
    }

    private func song(bass frequency: Double) -> JSON {
        var song = JSON.song
        song[target: "bass"]["instruments"][0]["frequency"] = .number(frequency)
        return song
    }

    @Test("goes when there is no room; it is rendered again to the same bytes, and the reason is said")
    func evicted() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let before = try place.outputs()
        try place.build(song(bass: 220))
        #expect(objects(place).count == 4)
        let result = try gc(place, "--max-size", "0")
        #expect(result.exit == 0 && result.output.contains("in 4 files"), "\(result)")
        #expect(objects(place) == [] && place.names(in: "cache/objects") == [])
        #expect(try place.build().didNothing)

        try place.write(JSON.song)
        let why = try place.run("why", "bass", "--json", "-f", "production.json").json()
        #expect(why["targets"][0]["reasons"].elements.map { $0["code"] } == ["param", "evicted"])
        let build = try place.build()
        #expect(
            build.rendered == ["bass", "bass low", "delivery", "mix"] && build.restored == [], "\(build)")
        #expect(try place.outputs() == before)
        #expect(try place.build().didNothing)
    }

    @Test("stays, however little room there is, where today's description would bring it back")
    func pinnedByDescription() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let before = try place.outputs()
        try place.build(song(bass: 220))
        try place.build(song(bass: 330))
        try place.write(JSON.song)
        let result = try gc(place, "--max-size", "0", "--older-than", "0s")
        #expect(result.exit == 0 && objects(place).count == 4, "\(result)")
        #expect(result.output.contains("what is in use is more than 0 B, and stays"), "\(result)")
        #expect(try place.build().restored == ["bass", "bass low", "delivery", "mix"])
        #expect(try place.outputs() == before)
        let edited = try place.build(song(bass: 220))
        #expect(edited.rendered == ["bass", "bass low", "delivery", "mix"], "\(edited)")
        #expect(try place.outputs() == cleanOutputs(song(bass: 220)))
    }

    @Test("stays where the last run that ended well made it")
    func pinnedByGreenRun() throws {
        let place = try WorkSpace(.song)
        try place.build()
        var broken = song(bass: 220)
        broken[target: "mix"]["gates"] = [["rule": "peak", "atMost": -60]]
        #expect(try place.build(broken).exit == 3)
        #expect(objects(place).count == 2)
        #expect(try gc(place, "--max-size", "0").exit == 0)
        #expect(objects(place).count == 2)
        #expect(try place.build(.song).restored == ["bass", "bass low"])
    }

    @Test("an output that broke a gate stays while it is what the description gives")
    func pinnedFailure() throws {
        var broken = JSON.song
        broken[target: "mix"]["gates"] = [["rule": "peak", "atMost": -60]]
        let place = try WorkSpace(broken)
        #expect(try place.build().exit == 3)
        #expect(try gc(place, "--max-size", "0").exit == 0)
        #expect(place.names(in: "cache/failed") == ["mix.wav"])
        var other = broken
        other[target: "lead"]["instruments"][0]["level"] = 0.1
        try place.write(other)
        #expect(try gc(place, "--max-size", "0").exit == 0)
        #expect(place.names(in: "cache/failed") == [])
        #expect(try place.build(.song).rendered == ["delivery", "mix"])
        #expect(try place.outputs() == cleanOutputs(.song))
    }

    @Test("goes by age, counted from when it was put away; nobody's stamps count")
    func age() throws {
        let place = try WorkSpace(.song)
        try place.build()
        try place.build(song(bass: 220))
        for path in objects(place) {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: place.url(path).path)
        }
        let young = try gc(place, "--older-than", "1d")
        #expect(young.output.hasPrefix("nothing to remove; "), "\(young)")
        #expect(objects(place).count == 4)
        usleep(50_000)
        #expect(try gc(place, "--older-than", "0.01s").output.contains("in 4 files;"))
        #expect(objects(place) == [])
        #expect(try place.build().didNothing)
    }

    @Test("the longest unused goes first")
    func order() throws {
        let place = try WorkSpace(.production([.stem("bass", .tone())]))
        var kept: [[String]] = []
        for frequency in [100.0, 200, 300, 400] {
            try place.build(.production([.stem("bass", .tone(frequency))]))
            kept.append(objects(place))
            usleep(20_000)
        }
        let newest = Set(kept[3]).subtracting(kept[2])
        let one = try place.bytes(of: "bounces/bass.wav").count
        #expect(try gc(place, "--max-size", "\(one)B").exit == 0)
        #expect(Set(objects(place)) == newest)
        // Brought back and put away again, a result is as young as if it had been made now.
        try place.build(.production([.stem("bass", .tone(300))]))
        try place.build(.production([.stem("bass", .tone(500))]))
        #expect(try gc(place, "--max-size", "\(one)B").exit == 0)
        #expect(Set(objects(place)) == newest)
    }

    @Test("a dry run changes nothing, and lists what then goes")
    func dryRun() throws {
        let place = try WorkSpace(.song)
        try place.build()
        try place.build(song(bass: 220))
        let before = try place.traces()
        let words = try gc(place, "--max-size", "0", "--dry-run")
        let foretold = try gc(place, "--max-size", "0", "--dry-run", "--json").json()
        #expect(try place.traces() == before)
        #expect(foretold["done"] == false && foretold["schema"] == 1)
        #expect(foretold["removed"].elements.map { $0["path"].text }.sorted() == objects(place).sorted())
        #expect(try foretold["freed"].integer == size(place))
        for path in objects(place) { #expect(words.output.contains(path), "\(words)") }
        #expect(words.output.contains("would free"), "\(words)")
        let done = try gc(place, "--max-size", "0", "--json").json()
        #expect(done.with(["done": false]) == foretold)
    }

    @Test("leftovers go, and what is not bounce's stays")
    func leftovers() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let files = [
            "cache/tmp/1-bass.wav", "cache/state.db.bad-1", "cache/quarantine/0123", "cache/failed/x.wav",
        ]
        for path in files + ["cache/objects/ab/readme", "cache/mine"] { try place.write("x", as: path) }
        #expect(try gc(place).output.contains("in 1 file;"))
        #expect(files.filter(place.exists) == Array(files.dropFirst()))
        #expect(try gc(place, "--max-size", "0").exit == 0)
        #expect(files.filter(place.exists) == [])
        #expect(place.exists("cache/objects/ab/readme") && place.exists("cache/mine"))
        #expect(try place.build().didNothing)
    }

    @Test("stays within the limit by itself, after each build that put something there")
    func limit() throws {
        let place = try WorkSpace(.song)
        var within = JSON.song
        within["cacheLimit"] = ["mebibytes": 0.08]
        try place.build()
        // It is part of no key.
        #expect(try place.build(within).didNothing)
        var notes: [String] = []
        for turn in 1...6 {
            within[target: "bass"]["instruments"][0]["frequency"] = .number(Double(200 + turn))
            let build = try place.build(within)
            #expect(build.exit == 0 && build.rendered.count == 4, "\(build)")
            #expect(try size(place) <= 83_887)
            notes += build.notes
        }
        #expect(notes.contains { $0.hasPrefix("removed ") && $0.contains("to stay within") }, "\(notes)")
        #expect(!notes.contains { $0.contains("below one full build") }, "\(notes)")
        #expect(objects(place).count >= 4)
        #expect(try place.outputs() == cleanOutputs(within))
    }

    @Test("a limit below one full build is warned of; the flag counts before the description")
    func warning() throws {
        var song = JSON.song
        song["cacheLimit"] = ["gibibytes": 1]
        let place = try WorkSpace(song)
        try place.build()
        song[target: "bass"]["instruments"][0]["frequency"] = 220
        let build = try place.build(song, "--cache-limit", "1kB")
        #expect(build.notes.contains { $0.contains("1 kB") || $0.contains("1000 B") }, "\(build.notes)")
        #expect(build.notes.contains { $0.contains("is below one full build") }, "\(build.notes)")
        #expect(objects(place) == [])
        song[target: "bass"]["instruments"][0]["frequency"] = 330
        #expect(try place.build(song).notes == [])
        #expect(objects(place).count == 4)
        #expect(try !gc(place, "--max-size", "1kB").output.contains("is below one full build"))
        song["cacheLimit"] = ["mebibytes": 0.01]
        try place.write(song)
        #expect(try gc(place).output.contains("is below one full build"))
    }

    @Test("is not touched while a build runs")
    func locked() throws {
        let place = try WorkSpace(.production([.slow("voice", seconds: 1_280)]))
        let running = try place.startBuild()
        try place.waitUntilStarted("voice")
        #expect(try gc(place, "--max-size", "0").exit == 6)
        #expect(try gc(place, "--dry-run").exit == 0)
        running.signal(SIGKILL)
        _ = try running.wait()
        #expect(place.names(in: "cache/tmp") != [])
        #expect(try gc(place).output.hasPrefix("freed "))
        #expect(place.names(in: "cache/tmp") == [])
    }

    @Test(
        "sizes and ages that are none are refused",
        arguments: [
            (["gc", "--max-size", "20"], "'20' has no unit: 20MiB or 20GiB?"),
            (["gc", "--max-size", "20GIB"], "'GIB' is not a unit of size: expected B, KiB"),
            (["gc", "--max-size", "much"], "expected a number with a unit, such as 20GiB"),
            (["gc", "--max-size", "9999999TiB"], "beyond any disk"),
            (["gc", "--older-than", "30"], "expected a number with s, min, h, d or w"),
            (["build", "--cache-limit", "20 G"], "'G' is not a unit of size"),
        ] as [([String], String)])
    func refusals(arguments: [String], words: String) throws {
        let place = try WorkSpace(.song)
        let result = try place.start(arguments + ["-f", "production.json"]).wait()
        #expect(result.exit == 2 && result.errors.contains(words), "\(result)")
        #expect(place.names(in: ".") == ["production.json"])
    }

    @Test("a cacheLimit that is none is refused with its place", arguments: ["-1", "1e12", "\"20GiB\""])
    func refusedLimit(value: String) throws {
        let place = try WorkSpace()
        let limit = value.hasPrefix("\"") ? value : "{\"gibibytes\": \(value)}"
        try place.write(
            "{\"schema\": 1, \"name\": \"x\", \"duration\": {\"seconds\": 1}, \"cacheLimit\": \(limit), \"targets\": []}",
            as: "production.json")
        let result = try place.run("-f", "production.json")
        #expect(
            result.exit == 2 && result.errors.contains("cacheLimit: expected a size, such as"), "\(result)")
    }
}
