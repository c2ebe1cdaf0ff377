import Foundation
import Testing

@Suite("An input that changes while it is built")
struct ChangingInputTests {
    private func production(_ seconds: Double, more: [JSON] = []) -> JSON {
        let loop = JSON.recording("take.wav", more: ["loop": "whole"])
        return .production([.slow("voice", loop, seconds: seconds)] + more)
    }

    @Test("ends the build with status 5, and what was made is not recorded", arguments: [true, false])
    func whileItIsRead(inPlace: Bool) throws {
        for seconds in slowLengths {
            let place = try WorkSpace(production(seconds))
            try place.write(Sound.take(1), as: "take.wav")
            let running = try place.startBuild()
            try place.waitUntilStarted("voice")
            if inPlace {
                let file = try FileHandle(forWritingTo: place.url("take.wav"))
                try file.seek(toOffset: 100)
                try file.write(contentsOf: Data([1, 2, 3, 4]))
            } else {
                try place.write(Sound.take(2), as: "new.wav")
                #expect(rename(place.url("new.wav").path, place.url("take.wav").path) == 0)
            }
            let result = try running.wait()
            if result.exit == 0 { continue }
            #expect(result.exit == 5, "\(result)")
            #expect(result.text.contains("take.wav changed while it was read"), "\(result)")
            #expect(!place.exists("bounces/voice.wav"))
            try place.write(Sound.take(1), as: "take.wav")
            let next = try place.build()
            #expect(next.exit == 0 && next.rendered == ["voice"], "\(next)")
            return
        }
        Issue.record("no build was slow enough to be caught")
    }

    @Test("is noticed also by what was still to be begun, and never recorded as what it was before")
    func beforeItIsRead() throws {
        for seconds in slowLengths {
            let production = JSON.production([
                .slow("first", seconds: seconds), .stem("voice", .recording("take.wav")),
                .master("mix", of: ["voice"]),
            ])
            let place = try WorkSpace(production)
            try place.write(Sound.take(1), as: "take.wav")
            let running = try place.startBuild(["-j1"])
            try place.waitUntilStarted("first")
            try place.write(Sound.take(2), as: "take.wav")
            let result = try running.wait()
            let order = place.events.filter { $0["event"] == "target-finished" }.map { $0["target"].text }
            if order.first != "first" || result.exit == 0 { continue }
            #expect(result.exit == 5, "\(result)")
            // The first take again: had the second been recorded in its name, it would come back now.
            try place.write(Sound.take(1), as: "take.wav")
            #expect(try place.build().exit == 0)
            let short = JSON.production([
                .stem("voice", .recording("take.wav")), .master("mix", of: ["voice"]),
            ])
            #expect(try place.build(short).exit == 0)
            #expect(try place.outputs() == cleanOutputs(short, files: ["take.wav": Sound.take(1)]))
            return
        }
        Issue.record("no build was slow enough to be caught")
    }

    @Test("an artifact that somebody edits while it is used is noticed, too")
    func editedArtifact() throws {
        for seconds in slowLengths {
            let production = JSON.production([
                .stem("bass", .tone()), .slow("first", seconds: seconds),
                .process("low", from: "bass", .lowpass()),
            ])
            let place = try WorkSpace(production)
            try place.build(nil, "bass")
            let running = try place.startBuild(["-j1"])
            try place.waitUntilStarted("first")
            try place.write(Sound.take(1, frames: 2_000), as: "bounces/bass.wav")
            let result = try running.wait()
            if place.events.last(where: { $0["event"] == "target-finished" })?["target"] != "low" { continue }
            #expect(result.exit == 5, "\(result)")
            #expect(try place.build().exit == 0)
            let clean = try cleanOutputs(
                .production([.stem("bass", .tone()), .process("low", from: "bass", .lowpass())]))
            let outputs = try place.outputs()
            for (name, bytes) in clean { #expect(outputs[name] == bytes) }
            return
        }
        Issue.record("no build was slow enough to be caught")
    }
}
