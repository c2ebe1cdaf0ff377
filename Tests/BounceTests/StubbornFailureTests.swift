import Foundation
import Testing

@Suite("A failure")
struct StubbornFailureTests {
    @Test("of samples that integers cannot hold is found again when they come back")
    func notFinite() throws {
        // Undithered, so that silence in place of the NaN is the very silence of the mended file.
        let pcm: JSON = ["format": ["rule": "wav", "encoding": "pcm16", "dither": "none"]]
        let place = try WorkSpace(.production([.stem("voice", .recording("take.wav"), more: pcm)]))
        let broken = Sound.wav([0.1, .nan, 0.2, 0.3])
        // The same file but for the NaN, which the encoding turns to zero: both give the same bytes.
        let mended = Sound.wav([0.1, 0, 0.2, 0.3])
        for round in 1...2 {
            try place.write(broken, as: "take.wav")
            let bad = try place.build()
            #expect(bad.exit == 3 && bad.failed == ["voice"], "round \(round): \(bad)")
            #expect(bad.result.output.contains("not finite"), "\(bad)")
            #expect(try place.build().exit == 3)
            let silenced = try place.bytes(of: "cache/failed/voice.wav")
            try place.write(mended, as: "take.wav")
            let good = try place.build()
            #expect(good.exit == 0, "round \(round): \(good)")
            #expect(try place.bytes(of: "bounces/voice.wav") == silenced)
            #expect(try place.run("verify", "-f", "production.json").exit == 0)
        }
    }

    @Test("of a stem is kept to be listened to while a reference with a file of its name comes out well")
    func nameSake() throws {
        let gates: JSON = ["gates": [["rule": "peak", "atMost": -60]]]
        let place = try WorkSpace(
            .production([
                .reference("original", file: "from elsewhere/voice.wav"),
                .stem("voice", .tone(), more: gates),
            ]))
        try place.write(Sound.take(1), as: "from elsewhere/voice.wav")
        #expect(try place.build(nil, "-k").exit == 3)
        let kept = try place.bytes(of: "cache/failed/voice.wav")
        try place.write(Sound.take(2), as: "from elsewhere/voice.wav")
        let build = try place.build(nil, "original")
        #expect(build.exit == 0 && build.outcomes == ["original": "judged"], "\(build)")
        #expect(try place.bytes(of: "cache/failed/voice.wav") == kept)
    }

    @Test("that cannot be kept ends the run with status 7, and its events whole")
    func directoryInTheWay() throws {
        let gates: JSON = ["gates": [["rule": "peak", "atMost": -60]]]
        let place = try WorkSpace(.production([.stem("x", .tone(), more: gates), .stem("y", .tone(220))]))
        try place.write("mine", as: "cache/failed/x.wav/file")
        let build = try place.build(nil, "-k", "-j1")
        #expect(build.exit == 7, "\(build)")
        let last = try #require(build.events.last)
        #expect(last["event"] == "run-finished" && last["exit"] == 7, "\(last)")
        #expect(build.result.errors.contains("cache/failed/x.wav"), "\(build)")
        #expect(place.names(in: "cache/tmp") == [])
        #expect(try place.bytes(of: "cache/failed/x.wav/file") == Data("mine".utf8))
        try place.remove("cache/failed/x.wav")
        let next = try place.build(nil, "-k")
        #expect(next.exit == 3 && next.failed == ["x"], "\(next)")
        #expect(place.names(in: "cache/failed") == ["x.wav"] && place.names(in: "bounces") == ["y.wav"])
    }

    /// What a path can lead to that is no file to read.
    enum Thing: String, CaseIterable {
        case pipe, directory, linkInACircle = "a link in a circle"
    }

    @Test(
        "of an input that is no file is its target's alone, and status still answers",
        arguments: Thing.allCases)
    func notAFile(_ thing: Thing) throws {
        let place = try WorkSpace(
            .production([
                .stem("voice", .recording("take.wav")), .process("low", from: "voice"),
                .stem("bass", .tone()),
            ]))
        let path = place.url("take.wav").path
        switch thing {
        case .pipe: #expect(mkfifo(path, 0o600) == 0)
        case .directory: try place.write("", as: "take.wav/file")
        case .linkInACircle: #expect(symlink("take.wav", path) == 0)
        }
        let status = try place.start(["status", "-f", "production.json"]).wait(atMost: 20)
        #expect(status.exit == 0, "\(status)")
        #expect(status.output.contains("3 of 3 targets are not up to date"), "\(status)")
        let running = try place.startBuild(["-k", "-j1"])
        let build = try Build(running.wait(atMost: 20), events: place.events)
        #expect(build.exit == 1, "\(build)")
        #expect(build.outcomes == ["voice": "failed", "low": "blocked", "bass": "rendered"], "\(build)")
        #expect(build["voice"]["problem"].text.contains("take.wav"), "\(build)")
        try place.remove("take.wav")
        try place.write(Sound.take(1), as: "take.wav")
        #expect(try place.build().rendered == ["low", "voice"])
    }
}
