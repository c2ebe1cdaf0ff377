import Foundation
import Testing

@Suite("report")
struct ReportTests {
    /// A second of a song that has to be like a reference, and a stem that is processed.
    private static let song = ComparisonTests.production([
        ["rule": "matches", "target": "song", "loudness": 60, "bands": 100],
        ["rule": "true-peak", "atMost": -1],
    ])

    private func place(_ production: JSON = song) throws -> WorkSpace {
        let place = try WorkSpace(production)
        let samples = (0..<8_000).map { Float(0.25 * sin(2 * Double.pi * 300 * Double($0) / 8_000)) }
        try place.write(Sound.wav(samples), as: "song.wav")
        return place
    }

    private func near(_ found: JSON, _ expected: Double?, within bound: Double = 1e-9) -> Bool {
        guard let number = found.number, let expected else { return false }
        return abs(number - expected) <= bound
    }

    @Test("says of a production what the other commands say")
    func agrees() throws {
        let place = try place()
        try #require(try place.build(nil, "-j2").exit == 0)
        let (result, page) = try place.report()
        #expect(result.output.hasPrefix("report.html: 5 targets, 4 pictures made, "), "\(result)")
        let document = page.document
        #expect(document["schema"] == 1 && document["production"] == "test" && document["seconds"] == 1)
        #expect(document["targets"].elements.map { $0["name"].text } == ReportTests.song.targetNames)
        for target in document["targets"].elements { #expect(target["state"] == "fresh", "\(target)") }

        let mix = page["mix"]
        #expect(mix["inputs"] == ["bass", "lead"] && mix["comparisons"] == ["song"])
        #expect(mix["output"] == "bounces/mix.wav" && mix["audio"]["path"] == "bounces/mix.wav")
        #expect(mix["bytes"].integer == (try place.bytes(of: "bounces/mix.wav").count))
        let measured = try place.run("measure", "bounces/mix.wav", "--json").json()["files"][0][
            "measurements"]
        func measure(_ name: String) -> Double? {
            measured.elements.first { $0["name"].text == name }?["value"].number
        }
        #expect(near(mix["audio"]["loudness"], measure("loudness")))
        #expect(near(mix["picture"]["truePeaks"][0]["level"], measure("true-peak")))
        let bands = mix["picture"]["bands"]
        for (index, centre) in ["31.5", "63", "125", "250", "500", "1000", "2000"].enumerated() {
            #expect(near(bands["levels"][index], measure("band.\(centre)")), "\(centre) Hz")
        }
        // There is no octave around 16 kHz at 8 kHz.
        #expect(bands["levels"].elements.count == 10 && bands["levels"][9] == .null)
        #expect(bands["reference"] == page["song"]["picture"]["bands"]["levels"])
        #expect(page["bass"]["picture"]["bands"]["reference"] == .null)

        let verified = try place.run("verify", "--json", "-f", "production.json").json()["artifacts"].elements
        for artifact in verified {
            #expect(page[artifact["name"].text]["gates"] == artifact["gates"], "\(artifact["name"])")
        }
        #expect(mix["digest"] == verified.first { $0["name"] == "mix" }?["digest"])
        #expect(
            mix["picture"]["limits"] == [
                ["gate": "true-peak", "measure": "true-peak", "high": -1, "unit": "dBTP"]
            ])

        let log = try place.run("log", "1", "--json").json()
        #expect(document["run"]["number"] == 1 && document["run"]["state"] == "ok")
        #expect(document["run"]["counts"] == log["run"]["counts"])
        let logged = log["targets"].elements.first { $0["name"] == "mix" } ?? .null
        #expect(
            mix["components"].elements.map { $0["value"] }
                == logged["parameters"].elements.map { $0["value"] })
        #expect(mix["history"].elements.count == 1 && mix["history"][0]["seconds"] == logged["seconds"])
        let spans = document["run"]["spans"].elements
        #expect(spans.count == 5 && spans.allSatisfy { (0...1).contains($0["worker"].integer ?? 9) })
        for span in spans {
            #expect((0...(span["end"].number ?? -1)).contains(span["start"].number ?? -1), "\(span)")
        }
    }

    @Test("draws what can be drawn, and links what can be heard")
    func pictures() throws {
        let place = try place()
        try place.build()
        let page = try place.report().page
        let picture = page["bass"]["picture"]
        #expect(picture["seconds"] == 1)
        let wave = try #require(Data(base64Encoded: picture["waveform"]["data"].text))
        #expect(picture["waveform"]["columns"] == 1_200 && wave.count == 3 * 1_200)
        // A sine at 0.2.
        #expect(wave.map { Int8(bitPattern: $0) }.max() == 25)
        let png = try #require(Data(base64Encoded: picture["spectrogram"]["png"].text))
        #expect(Array(png.prefix(4)) == [137, 80, 78, 71])
        let trace = try #require(Data(base64Encoded: picture["loudness"]["momentary"].text))
        #expect(picture["loudness"]["hop"] == 0.1 && trace.count == 20)
        #expect(page["delivery"]["audio"] == .null && page["delivery"]["picture"] == .null)
        #expect(page["delivery"]["output"] == "bounces/delivery.zip")
        #expect(page["song"]["audio"]["path"] == "song.wav" && page["song"]["output"] == .null)
        let compared = page["mix"]["audio"]["compare"].elements
        #expect(compared.map { $0["label"] } == ["reference: song"] && compared[0]["path"] == "song.wav")
        #expect(near(compared[0]["loudness"], page["song"]["audio"]["loudness"].number))
    }

    @Test("makes no picture twice, and the same page while nothing changes; it leaves the rest alone")
    func again() throws {
        let place = try place()
        try place.build()
        let before = try place.traces()
        let first = try place.report()
        let names = place.names(in: "cache/pictures")
        let after = try place.traces()
        #expect(after.filter { before[$0.key] == nil }.count == names.count + 2)
        for (path, trace) in before where path != "cache" { #expect(after[path] == trace, "\(path)") }
        let second = try place.report()
        #expect(
            first.result.output.contains(" 4 pictures made,") && second.result.output.contains(" 0 pictures"))
        #expect(first.page.text == second.page.text)
        #expect(
            try place.traces().filter { $0.key.hasPrefix("cache/") }
                == after.filter { $0.key.hasPrefix("cache/") })
        #expect(try place.report("-j1").page.text == first.page.text)
    }

    @Test("makes a damaged or lost picture anew", arguments: [0, 20, 60, 400])
    func damaged(offset: Int) throws {
        let place = try place()
        try place.build()
        let first = try place.report().page.text
        let names = place.names(in: "cache/pictures")
        var bytes = try place.bytes(of: "cache/pictures/\(names[0])")
        bytes[offset] ^= 1
        try place.write(bytes, as: "cache/pictures/\(names[0])")
        let second = try place.report()
        #expect(second.result.output.contains(" 1 picture made,") && second.page.text == first)
        try place.remove("cache/pictures/\(names[1])")
        let third = try place.report()
        #expect(third.result.output.contains(" 1 picture made,") && third.page.text == first)
    }

    @Test("says what is stale and why; built again, what it was before can be heard")
    func edited() throws {
        let place = try place(.song)
        try place.build()
        _ = try place.report()
        var song = JSON.song
        song[target: "bass"]["instruments"][0]["frequency"] = 220
        try place.write(song)
        let page = try place.report().page
        #expect(page["bass"]["state"] == "stale" && page["mix"]["state"] == "maybe")
        #expect(page["lead"]["state"] == "fresh" && page["lead"]["why"] == [])
        #expect(page["bass"]["reasons"][0]["code"] == "param")
        let why = page["mix"]["why"].elements
        #expect(why.map { $0["target"] } == ["bass", "bass low", "mix"])
        #expect(
            why[0]["text"] == ["instruments[0].frequency: 110 Hz → 220 Hz"]
                || why[0]["text"][0].text.contains("110 Hz → 220 Hz"))
        let status = try place.run("status", "--json", "-f", "production.json").json()["targets"].elements
        for target in status {
            #expect(page[target["name"].text]["state"] == target["state"], "\(target)")
            #expect(page[target["name"].text]["reasons"] == target["reasons"], "\(target)")
        }

        try place.build()
        let (result, built) = try place.report()
        #expect(result.output.contains(" 3 pictures made,"), "\(result)")
        let compared = built["bass low"]["audio"]["compare"].elements
        #expect(compared.map { $0["label"] } == ["before processing: bass", "previous run"])
        #expect(try place.bytes(of: compared[1]["path"].text) == cleanOutputs(.song)["bass low.wav"])
        #expect(compared[1]["loudness"] == page["bass low"]["audio"]["loudness"])
        #expect(built["bass"]["history"].elements.map { $0["run"].integer } == [2, 1])
        #expect(built["lead"]["history"].elements.map { $0["run"].integer } == [1])
    }

    @Test("shows what broke a gate: the file that did, and the last good one beside it")
    func failed() throws {
        let place = try place(.song)
        try place.build()
        var song = JSON.song
        song[target: "mix"]["gates"] = [["rule": "peak", "atMost": -30]]
        song[target: "mix"]["inputs"][1]["gain"] = ["linear": 0.3]
        #expect(try place.build(song).exit == 3)
        let page = try place.report().page
        let mix = page["mix"]
        #expect(mix["state"] == "failed" && mix["audio"]["path"] == "cache/failed/mix.wav")
        #expect(mix["output"] == "bounces/mix.wav")
        #expect(mix["audio"]["compare"][0]["label"] == "last good build")
        #expect(mix["audio"]["compare"][0]["path"] == "bounces/mix.wav")
        let gate = mix["gates"].elements.first { $0["gate"] == "peak" } ?? .null
        #expect(gate["holds"] == false && (gate["margin"]["amount"].number ?? 0) < 0, "\(gate)")
        #expect(gate["position"]["seconds"] != .null && gate["advice"].text.contains("turn it down"))
        #expect(mix["picture"]["limits"][0]["high"] == -30)
        #expect(page.document["run"]["state"] == "gate failed")
    }

    @Test("works where nothing was built yet, and where outputs are missing")
    func missing() throws {
        let place = try place(.song)
        let never = try place.report()
        #expect(never.result.output.contains("6 targets, 0 pictures made"))
        #expect(never.page.document["run"] == .null)
        for target in never.page.document["targets"].elements {
            #expect(target["output"] == .null && target["audio"] == .null && target["picture"] == .null)
            #expect(target["state"] != "fresh" && target["gates"] == [] && target["why"] != [])
        }
        #expect(!place.exists("cache/state.db"))
        try place.build()
        try place.remove("bounces/bass.wav")
        let page = try place.report().page
        #expect(page["bass"]["audio"] == .null && page["bass"]["output"] == .null)
        #expect(page["bass"]["reasons"][0]["code"] == "output-missing")
        // What its gates said is still known.
        #expect(page["bass"]["gates"].elements.map { $0["gate"] } == ["format", "length", "finite"])
        #expect(page["bass low"]["audio"]["compare"] == [])
    }

    @Test("what is named is reported with what it is made from, in the manifest's order")
    func named() throws {
        let place = try place(.song)
        try place.build()
        let (result, page) = try place.report("bass low")
        #expect(result.output.hasPrefix("report.html: 2 targets, 2 pictures made"))
        #expect(page.document["targets"].elements.map { $0["name"] } == ["bass", "bass low"])
        let unknown = try place.run("report", "-f", "production.json", "bas")
        #expect(unknown.exit == 2 && unknown.errors.contains("did you mean 'bass'"), "\(unknown)")
    }

    @Test("no text can leave the document that it is in")
    func hostileText() throws {
        // Names cannot have these; paths can.
        let path = #"</script><script>alert("1")</script><!-- & ' \u2028 .wav"#
        func production(_ path: String) -> JSON {
            .production([.stem("it's & a", .tone()), .reference("song", file: path)])
        }
        let place = try place(production(path))
        let hostile = try place.report().page
        #expect(hostile["song"]["files"] == [.text(path)])
        #expect(hostile.document["targets"][0]["name"] == "it's & a")
        try place.write(production("song.wav"))
        let plain = try place.report().page
        func tags(_ page: ReportedPage) -> Int { page.text.components(separatedBy: "<script").count }
        func comments(_ page: ReportedPage) -> Int { page.text.components(separatedBy: "<!--").count }
        #expect(tags(hostile) == tags(plain) && comments(hostile) == comments(plain))
    }

    @Test(
        "links lead from where the page is",
        arguments: ["pages/deep/song.html", "../song.html", "/song.html"])
    func elsewhere(path: String) throws {
        let place = try place()
        try place.build()
        let page = path.hasPrefix("/") ? place.beside("absolute.html") : place.url(path)
        try FileManager.default.createDirectory(
            at: page.deletingLastPathComponent(), withIntermediateDirectories: true)
        let argument = path.hasPrefix("/") ? page.path : path
        let result = try place.run("report", "-f", "production.json", "-o", argument)
        #expect(result.exit == 0 && result.output.hasPrefix("\(argument): "), "\(result)")
        let text = try String(contentsOf: page, encoding: .utf8)
        for file in ["bounces/mix.wav", "song.wav"] {
            let ups = path.hasPrefix("pages") ? "../../" : "production/"
            #expect(text.contains("\"\(ups)\(file)\""), "\(file)")
            let target = page.deletingLastPathComponent().appending(path: ups + file)
            #expect(FileManager.default.fileExists(atPath: target.path), "\(target.path)")
        }
        #expect(!place.exists("report.html"))
    }

    @Test("replaces its own pages, and nothing else")
    func foreignFiles() throws {
        let place = try place(.song)
        try place.write("mine", as: "report.html")
        let refused = try place.run("report", "-f", "production.json")
        #expect(
            refused.exit == 2 && refused.errors.contains("was not written by bounce report"), "\(refused)")
        #expect(refused.errors.contains("--force"))
        #expect(try place.bytes(of: "report.html") == Data("mine".utf8))
        try place.build()
        #expect(try place.run("report", "-f", "production.json", "-o", "bounces/mix.wav").exit == 2)
        #expect(try place.build().didNothing)
        let first = try place.report("--force").page.text
        #expect(try place.report().page.text == first)

        for (path, words) in [("bounces", "is a directory"), ("no/where.html", "no directory no")] {
            let result = try place.run("report", "-f", "production.json", "-o", path)
            #expect(result.exit == 2 && result.errors.contains(words), "\(result)")
        }
        try FileManager.default.createSymbolicLink(
            at: place.url("link.html"), withDestinationURL: place.url("report.html"))
        let link = try place.run("report", "-f", "production.json", "-o", "link.html")
        #expect(link.exit == 2 && link.errors.contains("is a symbolic link"), "\(link)")
        #expect(place.names(in: ".").filter { $0.hasPrefix(".") } == [])
    }

    @Test("pictures count as kept: those in use stay, others go, and clean --cache takes all")
    func collected() throws {
        let place = try place(.song)
        try place.build()
        _ = try place.report()
        let count = place.names(in: "cache/pictures").count
        try #require(count == 5)
        let gc = try place.run("gc", "-f", "production.json", "--max-size", "0", "--older-than", "0s")
        #expect(gc.exit == 0 && place.names(in: "cache/pictures").count == count, "\(gc)")
        var song = JSON.song
        song[target: "bass"]["instruments"][0]["frequency"] = 220
        try place.build(song)
        _ = try place.report()
        #expect(place.names(in: "cache/pictures").count == count + 3)
        try place.run("gc", "-f", "production.json", "--max-size", "0", "--older-than", "0s")
        #expect(place.names(in: "cache/pictures").count == count)
        #expect(try place.report().result.output.contains(" 0 pictures made"))
        #expect(try place.run("fsck").exit == 0)
        #expect(try place.run("clean", "--cache", "-f", "production.json").exit == 0)
        #expect(!place.exists("cache/pictures") && place.exists("report.html"))
    }

    @Test("a file that is no audio, or a place that takes no pictures, is said and stops nothing")
    func notes() throws {
        let place = try place()
        try place.build()
        try place.write("no music", as: "song.wav")
        let broken = try place.report()
        #expect(broken.result.errors.contains("no picture of song.wav: "), "\(broken.result)")
        #expect(broken.page["song"]["audio"] == .null && broken.page["mix"]["audio"] != .null)
        try FileManager.default.removeItem(at: place.url("cache/pictures"))
        try place.write("in the way", as: "cache/pictures")
        let unkept = try place.report()
        #expect(unkept.result.errors.contains("the picture is not kept: "), "\(unkept.result)")
        #expect(unkept.page["mix"]["picture"] != .null)
    }

    @Test("stopped while it draws, it leaves no page and nothing half done")
    func interrupted() throws {
        let place = try WorkSpace(.production([.reference("long", file: "long.wav")]))
        try place.write(Sound.wav([0]), as: "long.wav")
        // Seven hours of silence that take no room.
        var head = try place.bytes(of: "long.wav")
        let frames = 200_000_000
        for (offset, value) in [(4, 4 * frames + 50), (46, frames), (54, 4 * frames)] {
            withUnsafeBytes(of: UInt32(value).littleEndian) {
                head.replaceSubrange(offset..<offset + 4, with: $0)
            }
        }
        try place.write(head, as: "long.wav")
        try #require(truncate(place.url("long.wav").path, 58 + 4 * frames) == 0)
        let running = try place.start(["report", "-f", "production.json"])
        usleep(300_000)
        running.signal(SIGINT)
        #expect(try running.wait().exit == 130)
        #expect(!place.exists("report.html") && place.names(in: "cache/pictures") == [])
        #expect(place.names(in: ".") == ["long.wav", "production.json"])
    }

    @Test("the record of a run says when each target was begun, and by which worker")
    func workers() throws {
        let place = try WorkSpace(.song)
        try place.build(nil, "-j1")
        let targets = try place.run("log", "1", "--json").json()["targets"].elements
        #expect(targets.count == 6 && targets.allSatisfy { $0["worker"] == 0 })
        var end = 0.0
        for target in targets {
            let start = try #require(target["start"].number)
            #expect(start >= end, "\(target["name"]) began at \(start) s, before \(end) s")
            end = start + (target["seconds"].number ?? 0)
        }
        let seconds = try place.run("log", "--json").json()["runs"][0]["seconds"].number ?? 0
        #expect(end <= seconds)
        #expect(try place.run("log", "1").exit == 0)
    }
}
