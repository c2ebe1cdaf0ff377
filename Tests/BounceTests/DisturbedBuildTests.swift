import Foundation
import Testing

@Suite("A build during which somebody works on its files")
struct DisturbedBuildTests {
    @Test("an archive that is damaged before its members are copied is no source of damage")
    func damagedArchive() throws {
        for seconds in slowLengths {
            var production = JSON.song
            production["targets"] = .list(production["targets"].elements + [.slow("late", seconds: seconds)])
            production[target: "delivery"] = .archive("delivery", of: ["bass", "beat", "mix", "late"])
            let place = try WorkSpace(production)
            try #require(try place.build().exit == 0)
            production[target: "late"]["instruments"][0]["seed"] = 1
            try place.write(production)
            let running = try place.startBuild(["-j1"])
            try place.waitUntilStarted("late")
            // In its place, deep within its first member, with the stamp of modification put back.
            let archive = place.url("bounces/delivery.zip").path
            let stamp = try #require(
                FileManager.default.attributesOfItem(atPath: archive)[.modificationDate] as? Date)
            let file = try FileHandle(forUpdating: place.url("bounces/delivery.zip"))
            try file.seek(toOffset: 1_000)
            try file.write(contentsOf: Data(repeating: 0xA5, count: 64))
            try file.close()
            try FileManager.default.setAttributes([.modificationDate: stamp], ofItemAtPath: archive)
            let hasBegun = place.events.contains {
                $0["event"] == "target-started" && $0["target"] == "delivery"
            }
            let result = try running.wait()
            if hasBegun { continue }
            #expect([0, 5].contains(result.exit), "\(result)")
            #expect(try place.build().exit == 0)
            #expect(try place.outputs()["delivery.zip"] == cleanOutputs(production)["delivery.zip"])
            return
        }
        Issue.record("no build was slow enough to be caught")
    }

    /// What is done to a recording while it is read that leaves it as it was.
    enum Touch: String, CaseIterable {
        case stamp, anotherForAMoment = "another take for a moment"
    }

    @Test("an input that is touched, and has its content afterwards, is no error", arguments: Touch.allCases)
    func touched(_ touch: Touch) throws {
        for seconds in slowLengths {
            let loop = JSON.recording("take.wav", more: ["loop": "whole"])
            let place = try WorkSpace(.production([.slow("voice", loop, seconds: seconds)]))
            try place.write(Sound.take(1), as: "take.wav")
            try #require(try place.build().exit == 0)
            let before = try place.outputs()
            let running = try place.startBuild(["--force"])
            try place.waitUntilStarted("voice")
            let take = place.url("take.wav").path
            switch touch {
            case .stamp: #expect(utimes(take, nil) == 0)
            case .anotherForAMoment:
                try Sound.take(2).write(to: place.url("take.wav"))
                try Sound.take(1).write(to: place.url("take.wav"))
            }
            let result = try running.wait()
            if result.exit == 5 {
                // It was read in that very moment: refused, with nothing lost, and tried again.
                #expect(touch == .anotherForAMoment, "\(result)")
                #expect(result.text.contains("take.wav changed while it was read"), "\(result)")
                #expect(try place.outputs() == before)
                continue
            }
            guard result.text.contains("take.wav was touched") else {
                // It was through before it was caught.
                #expect(result.exit == 0, "\(result)")
                continue
            }
            #expect(result.exit == 0, "\(result)")
            #expect(try place.outputs() == before)
            #expect(try place.build().didNothing)
            return
        }
        Issue.record("no build was slow enough to be caught")
    }

    @Test("an input that is cut off while it is read ends the build with status 5")
    func truncated() throws {
        for seconds in slowLengths {
            let place = try WorkSpace(
                .production([.slow("voice", .recording("take.wav"), seconds: seconds)]))
            let take = Sound.take(1, frames: Int(seconds) * 8_000)
            try place.write(take, as: "take.wav")
            let running = try place.startBuild()
            try place.waitUntilStarted("voice")
            #expect(truncate(place.url("take.wav").path, take.count / 2) == 0)
            let result = try running.wait()
            if result.exit == 0 { continue }
            #expect(result.exit == 5, "\(result)")
            #expect(result.text.contains("take.wav changed while it was read"), "\(result)")
            #expect(place.names(in: "bounces") == [] && place.names(in: "cache/tmp") == [])
            // Half of a recording is refused, and whole again it is what it was.
            #expect(try place.build().exit == 1)
            try place.write(take, as: "take.wav")
            #expect(try place.build().exit == 0)
            return
        }
        Issue.record("no build was slow enough to be caught")
    }
}
