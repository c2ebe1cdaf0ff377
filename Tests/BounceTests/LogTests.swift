import Foundation
import Testing

@Suite("The log of runs")
struct LogTests {
    private func log(_ place: WorkSpace, _ arguments: String...) throws -> RunResult {
        try place.start(["log"] + arguments).wait()
    }

    private func runs(_ place: WorkSpace) throws -> [JSON] {
        try log(place, "--json").json()["runs"].elements
    }

    static let edited = {
        var edited = JSON.song
        edited[target: "bass"]["instruments"][0]["frequency"] = 220
        return edited
    }()

    @Test("has a run for each build that did something, the newest first, with its root causes")
    func runs() throws {
        let place = try WorkSpace(.song)
        try place.build()
        try place.build(Self.edited)
        let runs = try runs(place)
        #expect(runs.map { $0["number"] } == [2, 1])
        #expect(runs.map { $0["state"] } == ["ok", "ok"])
        #expect(runs.map { $0["exit"] } == [0, 0])
        #expect(runs[0]["counts"]["rendered"] == 4 && runs[0]["counts"]["fresh"] == 2)
        #expect(runs[1]["new"] == 6 && runs[1]["counts"]["rendered"] == 6)
        let reason: JSON = ["code": "param", "what": "tone.frequency", "from": "110 Hz", "to": "220 Hz"]
        #expect(runs[0]["causes"] == [["target": "bass", "reason": reason]])
        #expect(runs[0]["production"] == "test" && runs[0]["targets"] == 6)
        #expect(runs[0]["description"] != runs[1]["description"])
        let words = try log(place)
        #expect(words.output.contains("bass: tone.frequency: 110 Hz → 220 Hz"), "\(words)")
        #expect(words.output.contains("6 targets were new"), "\(words)")
        #expect(words.output.contains("4 rendered, 2 fresh"), "\(words)")
        #expect(try log(place, "-n", "1", "--json").json()["runs"].elements.map { $0["number"] } == [2])
    }

    @Test("a build that finds nothing to do leaves no run, and the database as it was")
    func nothingToDo() throws {
        let place = try WorkSpace(.song)
        #expect(try log(place).output == "no run is recorded here yet\n")
        try place.build()
        // By then its files are older than the clock's tick.
        usleep(200_000)
        try place.build()
        usleep(200_000)
        let before = try place.bytes(of: "cache/state.db")
        #expect(try place.build().didNothing)
        #expect(try runs(place).count == 1)
        #expect(try place.bytes(of: "cache/state.db") == before)
    }

    @Test("a run in detail has its targets with reasons, gates and parameters")
    func detail() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let build = try place.build(Self.edited, "-k")
        let run = try log(place, "2", "--json").json()
        #expect(run["schema"] == 1 && run["run"]["number"] == 2 && run["run"]["options"] == "--keep-going")
        let targets = run["targets"].elements
        #expect(targets.map { $0["name"].text } == ["bass", "bass low", "mix", "delivery"])
        #expect(targets.map { $0["outcome"].text } == Array(repeating: "rendered", count: 4))
        let bass = targets[0]
        #expect(bass["parameters"].elements.contains(["what": "tone.frequency", "value": "220 Hz"]))
        #expect(bass["reasons"] == build["bass"]["reasons"])
        #expect(targets.allSatisfy { $0["key"].text.hasPrefix("xxh3-128:") })
        let verified = try place.run("verify", "--json", "-f", "production.json").json()["artifacts"]
        #expect(bass["output"] == verified[target: "bass", in: verified]["digest"])
        let peak = try #require(targets[2]["gates"].elements.first { $0["gate"] == "peak" })
        #expect(peak["holds"] == true && peak["expected"] == "≤ 6 dBFS")
        #expect(peak["found"] == build["mix"]["gates"].elements.last?["found"])
        let words = try log(place, "2").output
        #expect(words.contains("because: tone.frequency: 110 Hz → 220 Hz"), "\(words)")
        #expect(words.contains("✓ peak: expected ≤ 6 dBFS, found "), "\(words)")
    }

    @Test("a broken gate is in it, and what it blocked")
    func brokenGate() throws {
        var broken = JSON.song
        broken[target: "mix"]["gates"] = [["rule": "peak", "atMost": -60]]
        let place = try WorkSpace(broken)
        #expect(try place.build().exit == 3)
        let run = try #require(try runs(place).first)
        #expect(run["state"] == "gate failed" && run["exit"] == 3)
        #expect(run["brokenGates"][0]["target"] == "mix" && run["brokenGates"][0]["gate"] == "peak")
        let targets = try log(place, "1", "--json").json()["targets"].elements
        let delivery = try #require(targets.first { $0["name"] == "delivery" })
        #expect(delivery["outcome"] == "blocked" && delivery["blockedBy"] == "mix")
        let words = try log(place).output
        #expect(words.contains("failed: gate 'peak' of 'mix': expected ≤ -60 dBFS, found "), "\(words)")
    }

    @Test("what could not be rendered is in it with its words")
    func problem() throws {
        let place = try WorkSpace(.production([.stem("voice", .recording("nothing.wav"))]))
        #expect(try place.build().exit == 1)
        #expect(try runs(place).map { $0["state"] } == ["render failed"])
        #expect(try log(place).output.contains("'voice': the file nothing.wav does not exist"))
        let target = try log(place, "1", "--json").json()["targets"][0]
        #expect(target["outcome"] == "failed" && target["problem"].text.contains("nothing.wav"))
    }

    @Test("a run that goes on is running; killed, it is seen, also by the next")
    func killed() throws {
        let place = try WorkSpace(.production([.stem("bass", .tone()), .slow("voice", seconds: 1_280)]))
        let running = try place.startBuild(["-j1"])
        try place.waitUntilStarted("voice")
        #expect(try runs(place).map { $0["state"] } == ["running"])
        running.signal(SIGKILL)
        _ = try running.wait()
        #expect(try runs(place).map { $0["state"] } == ["killed"])
        #expect(try log(place).output.contains("killed"))
        // What it had done by then is known.
        #expect(try log(place, "1", "--json").json()["targets"].elements.map { $0["name"] } == ["bass"])
        try place.build(.song)
        #expect(try runs(place).map { $0["state"] } == ["ok", "killed"])
    }

    @Test("a run that was interrupted says so, and at what")
    func interrupted() throws {
        let place = try WorkSpace(.production([.slow("voice", seconds: 1_280)]))
        let running = try place.startBuild()
        try place.waitUntilStarted("voice")
        running.signal(SIGINT)
        #expect(try running.wait().exit == 130)
        #expect(try runs(place).map { $0["state"] } == ["interrupted"])
        let target = try log(place, "1", "--json").json()["targets"][0]
        #expect(target["name"] == "voice" && target["outcome"] == "interrupted")
    }

    @Test("its dates are local for a person, and UTC for a machine")
    func dates() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let begun = try #require(try runs(place).first)["begun"].text
        #expect(begun.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil, "\(begun)")
        let date = begun.replacing("T", with: " ").prefix(19)
        #expect(try place.run("log", environment: ["TZ": "UTC0"]).output.contains(date))
        let elsewhere = try place.run("log", environment: ["TZ": "XST-5"]).output
        let time = try Date("\(begun.prefix(19))Z", strategy: .iso8601).addingTimeInterval(5 * 3_600)
        #expect(elsewhere.contains(time.ISO8601Format().replacing("T", with: " ").prefix(19)), "\(elsewhere)")
        #expect(try place.run("log", "--json", environment: ["TZ": "XST-5"]).output.contains(begun))
    }

    @Test(
        "a run that does not exist, or a number that is none, is refused",
        arguments: [
            (["log", "7"], "there is no run 7: only run 1 is kept"),
            (["log", "-n", "0"], "at least 1"),
            (["diff", "1", "9"], "there is no run 9"), (["log", "first"], "first"),
            (["diff"], "there are no two runs to compare yet"),
        ] as [([String], String)])
    func wrongUsage(arguments: [String], words: String) throws {
        let place = try WorkSpace(.song)
        try place.build()
        let result = try place.start(arguments).wait()
        #expect(result.exit == 2 && result.errors.contains(words), "\(result)")
    }
}

extension JSON {
    /// An entry of a list, by its name.
    fileprivate subscript(target name: String, in list: JSON) -> JSON {
        list.elements.first { $0["name"].text == name } ?? .null
    }
}
