import Foundation
import Testing

@Suite("The command line")
struct CommandTests {
    private func run(_ place: WorkSpace, _ arguments: String...) throws -> RunResult {
        try place.start(arguments + ["-f", "production.json"]).wait()
    }

    @Test("status says what is stale and why, in words and in JSON")
    func status() throws {
        let place = try WorkSpace(.song)
        let new = try run(place, "status", "--json").json()
        #expect(new["schema"] == 1 && new["production"] == "test")
        #expect(new["targets"].elements.map { $0["name"].text }.sorted() == JSON.song.targetNames.sorted())
        #expect(new[target: "bass"]["state"] == "stale")
        #expect(new[target: "bass"]["kind"] == "stem")
        #expect(new[target: "bass"]["output"] == "bounces/bass.wav")
        #expect(new[target: "bass"]["reasons"][0]["code"] == "new")

        try place.build()
        #expect(try run(place, "status").output.contains("all 6 targets are up to date"))
        var edited = JSON.song
        edited[target: "bass"]["instruments"][0]["frequency"] = 220
        try place.write(edited)
        let stale = try run(place, "status", "--json").json()
        let reason: JSON = ["code": "param", "what": "tone.frequency", "from": "110 Hz", "to": "220 Hz"]
        #expect(stale[target: "bass"]["reasons"] == [reason])
        #expect(stale[target: "bass low"]["state"] == "maybe")
        #expect(stale[target: "bass low"]["reasons"] == [["code": "upstream-maybe", "what": "bass"]])
        #expect(stale[target: "lead"]["state"] == "fresh" && stale[target: "lead"]["reasons"] == [])
        let words = try run(place, "status").output
        #expect(words.contains("tone.frequency: 110 Hz → 220 Hz"), "\(words)")
        #expect(words.contains("4 of 6 targets are not up to date"), "\(words)")
    }

    @Test(
        "status --check ends with 4 when something is stale and with 0 when not; it looks at what it is asked for"
    )
    func check() throws {
        let place = try WorkSpace(.song)
        #expect(try run(place, "status", "--check").exit == 4)
        #expect(try run(place, "status").exit == 0)
        try place.build(nil, "lead")
        #expect(try run(place, "status", "--check", "lead").exit == 0)
        #expect(try run(place, "status", "--check", "mix").exit == 4)
        try place.build()
        #expect(try run(place, "status", "--check").exit == 0)
        #expect(try run(place, "status", "--check", "--quiet").text == "")
    }

    @Test("why gives the root cause first")
    func why() throws {
        let place = try WorkSpace(.song)
        try place.build()
        #expect(try run(place, "why", "mix").output == "'mix' is up to date\n")
        var edited = JSON.song
        edited[target: "bass"]["instruments"][0]["frequency"] = 220
        try place.write(edited)
        let chain = try run(place, "why", "mix", "--json").json()
        #expect(chain["targets"].elements.map { $0["name"].text } == ["bass", "bass low", "mix"])
        let words = try run(place, "why", "mix").output
        let cause = try #require(words.range(of: "tone.frequency: 110 Hz → 220 Hz"))
        let effect = try #require(words.range(of: "waits for 'bass low'"))
        #expect(cause.lowerBound < effect.lowerBound)
    }

    @Test("verify reads everything again, and finds what was changed, damaged or is missing")
    func verify() throws {
        let place = try WorkSpace(.song)
        #expect(try run(place, "verify").exit == 3)
        try place.build()
        let good = try run(place, "verify", "--json")
        #expect(good.exit == 0)
        #expect(try good.json()["passed"] == 6 && good.json()["failed"] == 0)
        #expect(try good.json()["artifacts"].elements.allSatisfy { $0["digest"].text.hasPrefix("xxh3-128:") })
        #expect(try run(place, "verify").output.contains("final verification: 6 passed, 0 failed"))

        var bytes = try place.bytes(of: "bounces/delivery.zip")
        bytes[80] ^= 1
        try place.write(bytes, as: "bounces/delivery.zip")
        try place.write(Sound.take(1), as: "bounces/lead.wav")
        try place.remove("bounces/bass low.wav")
        let bad = try run(place, "verify", "--json")
        #expect(bad.exit == 3)
        let artifacts = try bad.json()["artifacts"].elements
        let problems = artifacts.reduce(into: [:]) { $0[$1["name"].text] = $1["problem"].text }
        #expect(problems["delivery"]?.contains("it was changed since it was built") == true, "\(bad)")
        #expect(problems["lead"]?.contains("it was changed since it was built") == true, "\(bad)")
        #expect(problems["bass low"]?.contains("there is no such file") == true, "\(bad)")
        #expect(artifacts.filter { $0["passed"] == true }.map { $0["name"].text } == ["bass", "beat"])
    }

    @Test("timing lays out the sections, to the frame")
    func timing() throws {
        let place = try WorkSpace(
            .production(
                [],
                [
                    "tempo": 120, "duration": ["seconds": 3],
                    "sections": [
                        ["name": "intro", "length": ["beats": 1]], ["name": "verse", "length": ["bars": 1]],
                    ],
                ]))
        let timing = try run(place, "timing", "--json").json()
        #expect(timing["frames"] == 24_000 && timing["seconds"] == 3 && timing["uncoveredFrames"] == 4_000)
        let verse: JSON = [
            "name": "verse", "startBeat": 1, "beats": 4, "startSeconds": 0.5, "endSeconds": 2.5,
            "startFrame": 4_000,
            "endFrame": 20_000,
        ]
        #expect(timing["sections"][1] == verse)
        let words = try run(place, "timing").output
        #expect(
            words.contains("verse") && words.contains("1.2")
                && words.contains("0.500 s (4000 frames) at the end"), "\(words)")
    }

    @Test("graph is printed as dot, as mermaid and as JSON")
    func graph() throws {
        let place = try WorkSpace(.song)
        let graph = try run(place, "graph", "--format", "json").json()
        #expect(graph["schema"] == 1)
        #expect(graph[target: "mix"]["inputs"] == ["bass low", "lead", "beat"])
        let dot = try run(place, "graph").output
        #expect(dot.hasPrefix("digraph ") && dot.contains("\"bass\" -> \"bass low\";"), "\(dot)")
        #expect(try run(place, "graph", "--format", "mermaid").output.hasPrefix("graph LR"))
        #expect(try run(place, "graph", "--format", "png").exit == 2)
    }

    @Test("clean removes the outputs and nothing else; with --cache it forgets, too")
    func clean() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let outputs = try place.outputs()
        try place.write("mine", as: "bounces/notes.txt")
        #expect(try run(place, "clean").exit == 0)
        #expect(place.names(in: "bounces") == ["notes.txt"])
        #expect(place.exists("cache/state.db"))
        try place.remove("bounces/notes.txt")
        #expect(try place.build().exit == 0)
        #expect(try place.outputs() == outputs)
        #expect(try run(place, "clean", "--cache").exit == 0)
        #expect(!place.exists("cache/state.db") && !place.exists("cache/objects"))
        #expect(try place.build().rendered.count == 6)
        #expect(try place.outputs() == outputs)
    }

    @Test("--dry-run does nothing and says what would be done")
    func dryRun() throws {
        let place = try WorkSpace(.song)
        let before = try place.traces()
        let first = try run(place, "--dry-run")
        #expect(first.exit == 0 && first.lines.filter { $0.hasPrefix("render") }.count == 2 + 4, "\(first)")
        #expect(try place.traces() == before)
        try place.build()
        #expect(try run(place, "--dry-run").output == "nothing to do\n")
        var edited = JSON.song
        edited[target: "lead"]["instruments"][0]["level"] = 0.2
        try place.write(edited)
        let second = try run(place, "--dry-run")
        #expect(
            second.lines.map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
                "render lead", "maybe mix", "maybe delivery",
            ], "\(second)")
        try place.build()
        try place.write(JSON.song)
        #expect(try run(place, "-n").lines.first?.hasPrefix("restore") == true)
    }

    @Test("targets by name are built with what they are made from, and nothing else")
    func byName() throws {
        let place = try WorkSpace(.song)
        #expect(try place.build(nil, "bass low").rendered == ["bass", "bass low"])
        #expect(place.names(in: "bounces") == ["bass low.wav", "bass.wav"])
        #expect(try place.build(nil, "mix", "lead").rendered == ["beat", "lead", "mix"])
        #expect(try place.build().rendered == ["delivery"])
    }

    @Test(
        "--force renders what is named, or everything, to the same bytes; --no-restore renders what is kept")
    func force() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let outputs = try place.outputs()
        #expect(try place.build(nil, "--force", "bass").rendered == ["bass"])
        #expect(try place.build(nil, "--force").rendered.count == 6)
        #expect(try place.outputs() == outputs)
        var edited = JSON.song
        edited[target: "lead"]["instruments"][0]["level"] = 0.2
        try place.build(edited)
        let build = try place.build(.song, "--no-restore")
        #expect(build.rendered == ["delivery", "lead", "mix"] && build.restored == [], "\(build)")
        #expect(try place.outputs() == outputs)
        #expect(try place.build().didNothing)
    }

    @Test("-C goes to the directory, and what is wrong with it is said")
    func directory() throws {
        let place = try WorkSpace(.song)
        let result = try place.run("status", "--check", "-C", place.directory.path, "-f", "production.json")
        #expect(result.exit == 4)
        let before = try place.run("-C", place.directory.path, "-f", "production.json", "status", "--check")
        #expect(before.exit == result.exit && before.output == result.output)
        let wrong = try place.run("-C", "nowhere")
        #expect(wrong.exit == 2 && wrong.errors.contains("nowhere: No such file or directory"), "\(wrong)")
    }

    @Test(
        "wrong usage ends with status 2 and says so on standard error",
        arguments: [
            (["status", "mixx"], "did you mean 'mix'?"), (["mixx"], "did you mean 'mix'?"),
            (["why", "nothing like it"], "no target is called 'nothing like it'"),
            (["--frobnicate"], "--frobnicate"),
            (["-j", "0"], "expected 1 to 1024"), (["-j", "many"], "many"), (["why"], "target"),
            (["--color", "sometimes"], "sometimes"), (["--lock-wait", "soon"], "soon"),
        ] as [([String], String)])
    func wrongUsage(arguments: [String], words: String) throws {
        let place = try WorkSpace(.song)
        let result = try place.start(arguments + ["-f", "production.json"]).wait()
        #expect(result.exit == 2, "\(result)")
        #expect(result.errors.contains(words) && result.output.isEmpty, "\(result)")
        #expect(place.names(in: ".") == ["production.json"])
    }

    @Test("--version and --help answer on standard output")
    func help() throws {
        let place = try WorkSpace()
        let version = try place.run("--version")
        #expect(version.exit == 0)
        #expect(version.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil, "\(version)")
        let help = try place.run("--help")
        #expect(help.exit == 0 && help.errors.isEmpty)
        for word in [
            "status", "why", "verify", "timing", "graph", "describe", "clean", "init", "log", "diff", "gc",
        ] {
            #expect(help.output.contains(word))
            #expect(try place.run(word, "--help").output.contains("USAGE: bounce \(word)"))
        }
        #expect(help.output.contains("3 a gate failed"))
    }

    @Test("--events is closed by run-finished, with the counts")
    func events() throws {
        let place = try WorkSpace(.song)
        let build = try place.build()
        #expect(build.events.first == ["event": "run-started", "production": "test", "targets": 6])
        let last = try #require(build.events.last)
        #expect(
            last["event"] == "run-finished" && last["exit"] == 0 && last["rendered"] == 6
                && last["fresh"] == 0)
        #expect(build["mix"]["kind"] == "master" && build["mix"]["output"] == "bounces/mix.wav")
        #expect(build["mix"]["seconds"].number ?? -1 >= 0)
        let gates = build["mix"]["gates"].elements
        #expect(gates.map { $0["gate"].text } == ["format", "length", "finite", "aligned", "peak"])
        #expect(gates.allSatisfy { $0["holds"] == true })
        #expect(try place.build().events.last?["fresh"] == 6)
        let nowhere = try run(place, "--events", "no/such/place")
        #expect(nowhere.exit == 7, "\(nowhere)")
    }

    @Test("--junit is well-formed, with a case for each gate, its failure and what it blocked")
    func junit() throws {
        var production = JSON.song
        production[target: "lead"]["gates"] = [["rule": "peak", "atMost": -60]]
        let place = try WorkSpace(production)
        let build = try place.build(nil, "--junit", place.beside("junit.xml").path, "-k")
        #expect(build.exit == 3)
        let cases = try TestCases(readingFrom: place.beside("junit.xml"))
        #expect(cases.failed == ["lead peak"])
        #expect(cases.skipped.sorted() == ["delivery build", "mix build"])
        #expect(cases.all.contains("bass finite") && cases.all.contains("beat length"))
    }

    @Test("-q says nothing when all is well, -v says why")
    func loudness() throws {
        let place = try WorkSpace(.song)
        #expect(try run(place, "-q").text == "")
        var edited = JSON.song
        edited[target: "lead"]["instruments"][0]["level"] = 0.2
        try place.write(edited)
        let words = try run(place, "-v").output
        #expect(words.contains("because: tone.level: 0.4 of full scale → 0.2 of full scale"), "\(words)")
        #expect(words.contains("up to date"))
        #expect(!words.contains("\u{1B}"))
        #expect(try run(place, "--color", "always", "--force").output.contains("\u{1B}[32m"))
    }

    @Test("a reader that goes away does not stop a build")
    func brokenPipe() throws {
        let place = try WorkSpace(.song)
        let script = "\"$0\" -f production.json | head -c 1 > /dev/null; wait"
        _ = try place.start(program: "/bin/sh", ["-c", script, Bounce.path]).wait()
        #expect(try place.outputs() == cleanOutputs(.song))
    }
}
