import Foundation
import Testing

@Suite("fsck")
struct FsckTests {
    /// What is done to a work space, and what fsck calls it.
    enum Damage: String, CaseIterable {
        case output, missing, object, strange, unknown, description, failed, journal, temporary, row
        case structure, unrecorded, quarantined, picture, run, runTarget, runMember, keptSize

        var kind: String {
            switch self {
            case .output: "output-modified"
            case .missing: "output-missing"
            case .unknown: "unknown-object"
            case .structure: "database"
            case .run, .runTarget, .runMember, .keptSize: "row"
            default: rawValue
            }
        }
    }

    @Test("has nothing to say of an output that was put away with its target")
    func putAway() throws {
        let place = try WorkSpace(.production([.stem("bass", .tone()), .stem("lead", .tone(330))]))
        try place.build()
        let retired = try place.build(.production([.stem("lead", .tone(330))]))
        #expect(retired.result.output.contains("bounces/bass.wav is no target's output any more"))
        let result = try place.run("fsck")
        #expect(result.exit == 0, "\(result)")
        try place.write("mine", as: "bounces/bass.wav")
        #expect(try place.run("fsck").output.contains("unrecorded: bounces/bass.wav"))
        try place.remove("bounces/bass.wav")
        // One that is gone is the next build's to bring back, and no repair's.
        try place.remove("bounces/lead.wav")
        let missing = try place.run("fsck", "--repair")
        #expect(missing.output.contains("1 finding: nothing to mend here"), "\(missing)")
    }

    @Test("many outputs that are put away take one line")
    func many() throws {
        let names = (0..<5).map { "s\($0)" }
        let place = try WorkSpace(.production(names.map { .stem($0, .tone()) }))
        try place.build()
        let retired = try place.build(.production([.stem("other", .tone())]))
        #expect(
            retired.result.output.contains(
                "5 outputs, bounces/s0.wav, bounces/s1.wav and others, are no target's any more"),
            "\(retired)")
    }

    /// A work space with something in every place.
    private func place() throws -> WorkSpace {
        var production = JSON.song
        let place = try WorkSpace(production)
        try #require(try place.build().exit == 0)
        production[target: "mix"]["gates"] = [["rule": "peak", "atMost": -90]]
        try #require(try place.build(production).exit == 3)
        production = .song
        production[target: "bass"]["instruments"][0]["frequency"] = 220
        try #require(try place.build(production).exit == 0)
        try #require(try place.run("report", "-f", "production.json").exit == 0)
        return place
    }

    private func objects(_ place: WorkSpace) -> [String] {
        place.names(in: "cache/objects").flatMap { directory in
            place.names(in: "cache/objects/\(directory)").map { "cache/objects/\(directory)/\($0)" }
        }
    }

    /// Changes a byte of a file where it lies, and puts its stamp of modification back.
    private func flip(_ place: WorkSpace, _ path: String, at offset: Int) throws {
        var data = try place.bytes(of: path)
        data[offset] ^= 1
        try #require(chmod(place.url(path).path, 0o644) == 0)
        try place.write(data, as: path)
    }

    private func inflict(_ damage: Damage, on place: WorkSpace) throws {
        switch damage {
        case .output: try place.write("mine", as: "bounces/bass.wav")
        case .missing: try place.remove("bounces/bass.wav")
        case .row:
            try change(
                place, "update targets set output = x'00112233445566778899aabbccddeeff' where name = 'lead'")
        case .run: try change(place, "update runs set exit = 0 where number = 2")
        case .runTarget: try change(place, "update run_targets set is_good = 1 - is_good where rowid = 1")
        case .runMember: try change(place, "update run_members set came = 7 where target = 'bass'")
        case .keptSize: try change(place, "update kept set bytes = bytes + 1")
        case .unrecorded: try place.write("mine", as: "bounces/notes.txt")
        case .quarantined:
            let object = try #require(objects(place).first)
            let name = object.dropFirst("cache/objects/".count).filter { $0 != "/" }
            try FileManager.default.createDirectory(
                at: place.url("cache/quarantine"), withIntermediateDirectories: true)
            try FileManager.default.moveItem(
                at: place.url(object), to: place.url("cache/quarantine/\(name)-1"))
        case .object: try flip(place, try #require(objects(place).first), at: 50)
        case .picture:
            try flip(place, "cache/pictures/\(try #require(place.names(in: "cache/pictures").first))", at: 50)
        case .strange: try place.write("x", as: "cache/objects/ab/notes.txt")
        case .unknown:
            // The right name for its content (XXH3-128 of nothing), and nothing knows of it.
            try place.write("", as: "cache/objects/99/aa06d3014798d86001c324468d497f")
        case .description: try place.write("xxh3-128:00\n{}", as: "cache/manifests/00.json")
        case .failed: try place.write("x", as: "cache/failed/none.wav")
        case .journal: try flip(place, "cache/results", at: 60)
        case .temporary: try place.write("x", as: "cache/tmp/7-bass.wav")
        case .structure:
            let size = try place.bytes(of: "cache/state.db").count
            let file = try FileHandle(forUpdating: place.url("cache/state.db"))
            try file.seek(toOffset: UInt64(min(size - 64, 4_096 + 8)))
            try file.write(contentsOf: Data(repeating: 0xFF, count: 48))
            try file.close()
        }
    }

    /// A value in the database, by somebody else's hand.
    private func change(_ place: WorkSpace, _ statement: String) throws {
        let script = """
            import sqlite3
            d = sqlite3.connect('cache/state.db')
            assert d.execute("\(statement)").rowcount > 0
            d.commit()
            """
        try #require(try place.start(program: "/usr/bin/python3", ["-c", script]).wait().exit == 0)
    }

    @Test("finds nothing in a work space that is in order, and changes nothing")
    func clean() throws {
        let place = try place()
        let before = try place.traces()
        let result = try place.run("fsck")
        #expect(result.exit == 0 && result.output == "everything is as recorded\n", "\(result)")
        #expect(try place.traces() == before)
        #expect(try WorkSpace().run("fsck").exit == 0)
    }

    @Test(
        "finds damage without changing anything; repaired, the next build is right",
        arguments: Damage.allCases)
    func damage(_ damage: Damage) throws {
        let isByPython = [.row, .run, .runTarget, .runMember, .keptSize].contains(damage)
        if isByPython, !FileManager.default.fileExists(atPath: "/usr/bin/python3") { return }
        let place = try place()
        try inflict(damage, on: place)
        let before = try place.traces()
        let result = try place.run("fsck", "--json")
        #expect(result.exit == 1, "\(result)")
        let kinds = try result.json()["findings"].elements.map { $0["kind"].text }
        #expect(kinds.contains(damage.kind), "\(result)")
        if damage != .structure { #expect(Set(kinds) == [damage.kind], "\(result)") }
        #expect(try place.traces() == before)
        let text = try place.run("fsck")
        #expect(text.exit == 1 && text.lines.count == kinds.count + 1, "\(text)")
        let repair = try place.run("fsck", "--repair")
        #expect(repair.exit == 0, "\(repair)")
        let build = try place.build(.song)
        #expect(build.exit == 0, "\(build)")
        if damage == .unrecorded {
            // Nobody but its owner removes it.
            #expect(try place.run("fsck").exit == 1)
            #expect(try place.bytes(of: "bounces/notes.txt") == Data("mine".utf8))
            try place.remove("bounces/notes.txt")
        }
        if damage == .quarantined { #expect(place.names(in: "cache/quarantine") == []) }
        #expect(try place.outputs() == cleanOutputs(.song))
        if damage == .output {
            #expect(place.names(in: "bounces").contains { $0.contains(".edited-") })
        }
        #expect(try place.run("fsck").exit == 0)
        #expect(try place.build().didNothing)
    }

    @Test("refuses to look while a build runs")
    func running() throws {
        for seconds in slowLengths {
            let place = try WorkSpace(.production([.slow("voice", seconds: seconds)]))
            let build = try place.startBuild()
            try place.waitUntilStarted("voice")
            let result = try place.run("fsck")
            let isOver = place.events.contains { $0["event"] == "run-finished" }
            _ = try build.wait()
            if isOver { continue }
            #expect(result.exit == 6, "\(result)")
            return
        }
        Issue.record("no build was slow enough to be caught")
    }
}
