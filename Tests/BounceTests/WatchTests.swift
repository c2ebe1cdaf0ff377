import Foundation
import Testing

@Suite("watch")
struct WatchTests {
    /// Ways to save a file.
    enum Manner: String, CaseIterable {
        case inPlace, moveOver, truncateThenWrite, removeThenWrite
    }

    @Test("builds after an edit, however it is saved", arguments: Manner.allCases, [[], ["--poll"]])
    func edits(_ manner: Manner, _ options: [String]) throws {
        let place = try WorkSpace(.song)
        let watch = try Watching(place, options)
        try watch.waitForFirstBuild()
        var production = JSON.song
        production[target: "bass"]["instruments"][0]["frequency"] = 200
        try save(production.data(), as: place.url("production.json"), manner)
        try watch.waitUntil(outputsOf: place, are: production)
        try watch.end()
    }

    @Test("builds after an edit of a file that the manifest names, also one that it did not name before")
    func inputs() throws {
        let place = try WorkSpace(.production([.stem("bass", .tone())]))
        try place.write(Sound.take(1), as: "takes/voice.wav")
        let watch = try Watching(place)
        try watch.waitForFirstBuild()
        let production = JSON.production([.stem("voice", .recording("takes/voice.wav"))])
        try place.write(production)
        try watch.waitUntil(outputsOf: place, are: production, files: ["takes/voice.wav": Sound.take(1)])
        // By a directory that is put in the place of the old one.
        try place.write(Sound.take(2), as: "new/voice.wav")
        try FileManager.default.moveItem(at: place.url("takes"), to: place.url("old"))
        try FileManager.default.moveItem(at: place.url("new"), to: place.url("takes"))
        try watch.waitUntil(outputsOf: place, are: production, files: ["takes/voice.wav": Sound.take(2)])
        try place.write(Sound.take(3), as: "takes/voice.wav")
        try watch.waitUntil(outputsOf: place, are: production, files: ["takes/voice.wav": Sound.take(3)])
        try watch.end()
    }

    @Test("waits out a manifest that is refused, and goes on when it is mended")
    func broken() throws {
        let place = try WorkSpace(.song)
        let watch = try Watching(place)
        try watch.waitForFirstBuild()
        try place.write("{ this is no description", as: "production.json")
        try watch.waitUntil { $0.errors.contains("this is not JSON") }
        try place.remove("production.json")
        try watch.waitUntil { $0.errors.contains("there is no production.json here") }
        var production = JSON.song
        production[target: "bass"]["instruments"][0]["frequency"] = 200
        try place.write(production)
        try watch.waitUntil(outputsOf: place, are: production)
        try watch.end()
    }

    @Test("takes ten quick edits for one, or for two")
    func quick() throws {
        var production = JSON.song
        let place = try WorkSpace(production)
        let watch = try Watching(place, ["--settle", "3s"])
        try watch.waitForFirstBuild()
        let before = try runs(of: place)
        for turn in 1...10 {
            production[target: "bass"]["instruments"][0]["frequency"] = .number(Double(200 + turn))
            try place.write(production)
        }
        try watch.waitUntil(outputsOf: place, are: production)
        #expect((1...2).contains(try runs(of: place) - before))
        try watch.end()
    }

    @Test("calls off the build that runs when a newer edit comes, and ends with 130, nothing half-written")
    func newer() throws {
        for seconds in slowLengths {
            let place = try WorkSpace(.production([.slow("voice", seconds: seconds)]))
            let watch = try Watching(place)
            try watch.waitUntil { try newest(place) == "running" || $0.isIdle }
            try place.write(JSON.production([.stem("bass", .tone(200))]))
            try watch.waitUntil(outputsOf: place, are: .production([.stem("bass", .tone(200))]))
            guard watch.output.contains("interrupted after") else {
                try watch.end()
                continue
            }
            // Ctrl-C in the middle of the next one.
            try place.write(JSON.production([.slow("voice", .noise(seed: 1), seconds: seconds)]))
            try watch.waitUntil { _ in try newest(place) == "running" || place.exists("bounces/voice.wav") }
            try watch.end()
            #expect(place.names(in: "cache/tmp") == [])
            #expect(try newest(place) == "interrupted")
            #expect(try !place.exists("bounces/voice.wav") && place.build().exit == 0)
            return
        }
        Issue.record("no build was slow enough to be called off")
    }

    @Test("compiles a manifest, and builds named targets alone")
    func manifest() throws {
        let place = try WorkSpace()
        try place.write(manifest(level: 0.5), as: "Targets.swift")
        let watch = try Watching(place, ["bass"], file: nil)
        try watch.waitForFirstBuild()
        #expect(place.names(in: "bounces") == ["bass.wav"])
        let before = try place.bytes(of: "bounces/bass.wav")
        try place.write(manifest(level: 0.25) + "\nlet broken: Int = \"\"", as: "Targets.swift")
        try watch.waitUntil { $0.errors.contains("Targets.swift does not compile") }
        try place.write(manifest(level: 0.25), as: "Targets.swift")
        try watch.waitUntil { _ in (try? place.bytes(of: "bounces/bass.wav")) != before }
        try watch.end()
    }

    @Test(
        "says how to get the program that serves the page, where it is not there",
        arguments: ["serve", "watch"])
    func server(_ command: String) throws {
        let place = try WorkSpace(.song)
        let program = URL(filePath: Bounce.path).deletingLastPathComponent().appending(path: "bounce-serve")
        guard !FileManager.default.fileExists(atPath: program.path) else { return }
        let result = try place.start(
            [command, "-f", "production.json"] + (command == "watch" ? ["--serve"] : [])
        ).wait()
        #expect(result.exit == 7)
        #expect(
            result.errors.contains("bounce-serve is not beside bounce") && result.errors.contains("`make`"))
    }

    private func manifest(level: Double) -> String {
        """
        import TargetDescription
        let production = Production("test", duration: .seconds(0.1), targets: [
            .stem("bass", .tone(.sine, frequency: 110, level: \(level))),
            .stem("lead", .tone(.sine, frequency: 220, level: 0.5)),
        ])
        """
    }

    private func save(_ data: Data, as url: URL, _ manner: Manner) throws {
        switch manner {
        case .inPlace: try data.write(to: url)
        case .moveOver: try data.write(to: url, options: .atomic)
        case .truncateThenWrite:
            let file = try FileHandle(forWritingTo: url)
            try file.truncate(atOffset: 0)
            for start in stride(from: 0, to: data.count, by: 100) {
                try file.write(contentsOf: data[start..<min(start + 100, data.count)])
            }
            try file.close()
        case .removeThenWrite:
            try FileManager.default.removeItem(at: url)
            try data.write(to: url)
        }
    }

    /// The state of the newest run.
    private func newest(_ place: WorkSpace) throws -> String {
        try place.run("log", "-n", "1", "--json").json()["runs"][0]["state"].text
    }

    private func runs(of place: WorkSpace) throws -> Int {
        try place.run("log", "-n", "1", "--json").json()["runs"][0]["number"].integer ?? 0
    }
}

/// A `bounce watch` that runs.
private final class Watching {
    private let running: Running
    private let outputs: URL
    init(_ place: WorkSpace, _ options: [String] = [], file: String? = "production.json") throws {
        outputs = place.beside("watch")
        running = try Running(
            Bounce.path, ["watch"] + (file.map { ["-f", $0] } ?? []) + options, in: place.directory,
            output: outputs)
    }

    var output: String { (try? String(contentsOf: outputs, encoding: .utf8)) ?? "" }
    var errors: String {
        (try? String(contentsOf: outputs.appendingPathExtension("errors"), encoding: .utf8)) ?? ""
    }

    /// Whether it came to rest.
    var isIdle: Bool { output.contains("\nwatching ") }

    func waitUntil(_ condition: (Watching) throws -> Bool) throws {
        let deadline = ContinuousClock.now + .seconds(60 * patience)
        while try !condition(self) {
            guard ContinuousClock.now < deadline else { throw Running.TookTooLong(seconds: 60 * patience) }
            usleep(5_000)
        }
    }

    /// Waits until a build was right, however many it takes: on a slow machine, an edit may look like two.
    func waitUntil(outputsOf place: WorkSpace, are production: JSON, files: [String: Data] = [:]) throws {
        let clean = try cleanOutputs(production, files: files)
        try waitUntil { _ in (try? place.outputs()) == clean }
    }

    /// Waits until it has nothing to do for the first time.
    func waitForFirstBuild() throws {
        try waitUntil(\.isIdle)
        let last = output.split(separator: "\n").dropLast().last ?? ""
        #expect(last.hasPrefix("done") || last.hasPrefix("nothing to do"), "\(output)\n\(errors)")
    }

    func end() throws {
        running.signal(SIGINT)
        let result = try running.wait()
        #expect(result.exit == 130, "\(result)")
    }
}
