import Foundation
import Testing

@Suite("An incremental build")
struct IncrementalTests {
    @Test("a clean build renders every target, and the next one has nothing to do and touches no output")
    func nullBuild() throws {
        let place = try WorkSpace(.song)
        let first = try place.build()
        #expect(first.exit == 0, "\(first)")
        #expect(first.rendered == JSON.song.targetNames.sorted())
        #expect(
            place.names(in: "bounces") == [
                "bass low.wav", "bass.wav", "beat.wav", "delivery.zip", "lead.wav", "mix.wav",
            ])
        let before = try place.names(in: "bounces").map { try place.trace("bounces/\($0)") }
        let second = try place.build()
        #expect(second.didNothing, "\(second)")
        #expect(try place.names(in: "bounces").map { try place.trace("bounces/\($0)") } == before)
        #expect(place.names(in: "cache/tmp") == [])
    }

    /// An edit of the song, and what it has to render.
    struct Edit: CustomTestStringConvertible {
        let testDescription: String
        let rendered: [String]
        let change: @Sendable (inout JSON) -> Void

        init(_ name: String, _ rendered: [String], _ change: @escaping @Sendable (inout JSON) -> Void) {
            testDescription = name
            self.rendered = rendered
            self.change = change
        }
    }

    static let edits = [
        Edit("a stem that goes through an effect", ["bass", "bass low", "delivery", "mix"]) {
            $0[target: "bass"]["instruments"][0]["frequency"] = 111
        },
        Edit("a stem that goes straight into the mix", ["delivery", "lead", "mix"]) {
            $0[target: "lead"]["instruments"][0]["level"] = 0.41
        },
        Edit("an effect", ["bass low", "delivery", "mix"]) {
            $0[target: "bass low"]["effects"][0]["frequency"] = 1_001
        },
        Edit("a gain in the mix", ["delivery", "mix"]) {
            $0[target: "mix"]["inputs"][1]["gain"] = ["linear": 0.5]
        },
        Edit("an effect on the mix", ["delivery", "mix"]) {
            $0[target: "mix"]["effects"] = [["rule": "gain", "gain": ["decibels": -1]]]
        },
        Edit("the compression of the archive", ["delivery"]) {
            $0[target: "delivery"]["compression"] = "stored"
        },
        Edit("the members of the archive", ["delivery"]) {
            $0[target: "delivery"]["members"] = ["mix", "lead"]
        },
        Edit("the tempo, which only the drums follow", ["beat", "delivery", "mix"]) { $0["tempo"] = 121 },
        Edit("the sample rate", ["bass", "bass low", "beat", "delivery", "lead", "mix"]) {
            $0["sampleRate"] = 11_025
        },
    ]

    @Test(
        "an edited parameter renders what is downstream of it and nothing else; undone, all is restored",
        arguments: edits)
    func edit(_ edit: Edit) throws {
        let place = try WorkSpace(.song)
        try place.build()
        let before = try place.outputs()
        var edited = JSON.song
        edit.change(&edited)

        let build = try place.build(edited)
        #expect(build.exit == 0, "\(build)")
        #expect(build.rendered == edit.rendered)
        #expect(build.restored == [] && build.judged == [])
        #expect(try place.outputs() == cleanOutputs(edited))

        let undone = try place.build(.song)
        #expect(undone.rendered == [], "\(undone)")
        #expect(undone.restored == edit.rendered)
        #expect(try place.outputs() == before)
        #expect(try place.build().didNothing)
    }

    @Test("another wording of the same description renders nothing")
    func wording() throws {
        let place = try WorkSpace(.song)
        try place.build()
        try place.write(JSON.song.data(pretty: true), as: "production.json")
        #expect(try place.build().didNothing)
        // What is said that goes without saying, in other lines.
        var edited = JSON.song
        edited["tempo"] = 120
        edited[target: "mix"]["line"] = 77
        edited[target: "bass"]["instruments"][0]["wave"] = "sine"
        #expect(try place.build(edited).didNothing)
    }

    @Test("a touched input of the same content renders nothing")
    func touchedInput() throws {
        let place = try WorkSpace(.production([.stem("voice", .recording("take.wav"))]))
        try place.write(Sound.take(1), as: "take.wav")
        try place.build()
        // Another file, other stamps, the same bytes.
        try place.remove("take.wav")
        try place.write(Sound.take(1), as: "take.wav")
        #expect(try place.build().didNothing)
    }

    @Test("a replaced recording renders what it is in; the first one put back restores it")
    func replacedRecording() throws {
        let production = JSON.production([
            .stem("voice", .recording("take.wav")), .stem("bass", .tone()),
            .master("mix", of: ["voice", "bass"]),
        ])
        let place = try WorkSpace(production)
        try place.write(Sound.take(1), as: "take.wav")
        try place.build()
        let before = try place.outputs()
        try place.write(Sound.take(2), as: "take.wav")
        let second = try place.build()
        #expect(second.rendered == ["mix", "voice"])
        #expect(second.reasons("voice") == ["input-content take.wav"])
        #expect(second.reasons("mix") == ["upstream voice"])
        #expect(try place.outputs() == cleanOutputs(production, files: ["take.wav": Sound.take(2)]))
        try place.write(Sound.take(1), as: "take.wav")
        #expect(try place.build().restored == ["mix", "voice"])
        #expect(try place.outputs() == before)
    }

    @Test("a deleted output is made again, and its dependents stay as they are")
    func deletedOutput() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let before = try place.outputs()
        try place.remove("bounces/bass.wav")
        let build = try place.build()
        #expect(build.rendered == ["bass"])
        #expect(build.reasons("bass") == ["output-missing bounces/bass.wav"])
        #expect(build.targets("fresh").count == 5)
        #expect(try place.outputs() == before)
    }

    @Test("an output that was edited by hand is saved aside and made again")
    func editedOutput() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let before = try place.outputs()
        let own = Data("my own mix".utf8)
        try place.write(own, as: "bounces/mix.wav")
        let build = try place.build()
        #expect(build.rendered == ["mix"], "\(build)")
        #expect(build.reasons("mix") == ["output-modified bounces/mix.wav"])
        #expect(try place.outputs() == before)
        let aside = place.names(in: "bounces").filter { $0.hasPrefix("mix.edited-") && $0.hasSuffix(".wav") }
        #expect(aside.count == 1)
        #expect(try aside.map { try place.bytes(of: "bounces/\($0)") } == [own])
        #expect(build.notes.contains { $0.contains("bounces/mix.wav") && $0.contains(aside.first ?? "?") })
        #expect(try place.build().didNothing)
    }

    @Test("a file that was there before the first build is saved aside")
    func strangerInTheWay() throws {
        let place = try WorkSpace(.song)
        try place.write("somebody's", as: "bounces/mix.wav")
        #expect(try place.build().exit == 0)
        #expect(place.names(in: "bounces").contains { $0.hasPrefix("mix.edited-") })
        #expect(try place.outputs() == cleanOutputs(.song))
    }

    @Test("an edited gate judges again and renders nothing, and so does one that is added or taken out")
    func editedGate() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let before = try place.names(in: "bounces").map { try place.trace("bounces/\($0)") }
        var edited = JSON.song
        let steps: [(gates: JSON, reasons: [String])] = [
            ([["rule": "peak", "atMost": 5]], ["gate-changed peak"]),
            (
                [["rule": "peak", "atMost": 5], ["rule": "dc-offset", "atMost": 0.5]],
                ["gate-added dc-offset"]
            ),
            ([["rule": "dc-offset", "atMost": 0.5]], ["gate-changed peak"]),
            ([], ["gate-changed dc-offset"]),
        ]
        for step in steps {
            edited[target: "mix"]["gates"] = step.gates
            let build = try place.build(edited)
            #expect(build.exit == 0 && build.judged == ["mix"], "\(build)")
            #expect(build.rendered == [] && build.restored == [])
            #expect(build.reasons("mix") == step.reasons)
            #expect(try place.build().didNothing)
        }
        #expect(try place.names(in: "bounces").map { try place.trace("bounces/\($0)") } == before)
    }

    @Test("a renamed target takes its new name, and its old file is gone")
    func renamedTarget() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let before = try place.outputs()
        var renamed = JSON.song
        renamed[target: "lead"]["name"] = "solo"
        renamed[target: "mix"]["inputs"][1]["target"] = "solo"
        let build = try place.build(renamed)
        #expect(build.rendered.contains("solo"), "\(build)")
        #expect(try place.outputs() == cleanOutputs(renamed))
        #expect(build.notes.contains { $0.contains("bounces/lead.wav") })
        #expect(try place.build().didNothing)
        #expect(try place.build(.song).rendered == [])
        #expect(try place.outputs() == before)
    }

    @Test("an added target is rendered alone; taken out again, its file leaves and comes back with it")
    func addedTarget() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let before = try place.outputs()
        var longer = JSON.song
        longer["targets"] = .list(JSON.song["targets"].elements + [.stem("pad", .tone(330))])
        #expect(try place.build(longer).rendered == ["pad"])
        #expect(try place.outputs().count == before.count + 1)
        let shorter = try place.build(.song)
        #expect(shorter.rendered == [])
        #expect(try place.outputs() == before)
        #expect(try place.build(longer).restored == ["pad"])
    }

    @Test("a copy of an artifact that a user made, and an output that was edited, outlive the target")
    func ownFilesStay() throws {
        let production = JSON.production([.stem("bass", .tone()), .stem("lead", .tone(440))])
        let place = try WorkSpace(production)
        try place.build()
        try place.write(place.bytes(of: "bounces/bass.wav"), as: "bounces/my copy.wav")
        try place.write("mine", as: "bounces/lead.wav")
        try place.build(.production([.stem("other", .tone(220))]))
        #expect(place.names(in: "bounces") == ["lead.wav", "my copy.wav", "other.wav"])
    }

    @Test("another format takes another file name, and the old file is gone")
    func otherFormat() throws {
        let place = try WorkSpace(.song)
        try place.build()
        var edited = JSON.song
        edited[target: "lead"]["format"] = ["rule": "flac", "encoding": "pcm16"]
        let build = try place.build(edited)
        #expect(build.exit == 0, "\(build)")
        #expect(try place.outputs() == cleanOutputs(edited))
    }

    @Test("an optional reference comes and goes without disturbing anything")
    func optionalReference() throws {
        let reference = JSON.reference(
            "original", file: "original.wav",
            more: ["optional": true, "gates": [["rule": "duration", "atLeast": ["seconds": 0.1]]]])
        let place = try WorkSpace(.production([reference, .stem("bass", .tone())]))
        #expect(try place.build().outcomes == ["original": "skipped", "bass": "rendered"])
        #expect(try place.build().didNothing)
        try place.write(Sound.take(1), as: "original.wav")
        let found = try place.build()
        #expect(found.outcomes == ["original": "judged", "bass": "fresh"], "\(found)")
        #expect(try place.build().didNothing)
        try place.remove("original.wav")
        #expect(try place.build().outcomes == ["original": "skipped", "bass": "fresh"])
        try place.write(Sound.take(1), as: "original.wav")
        #expect(try place.build().exit == 0)
    }

    @Test("an edit that leaves the same bytes stops there")
    func earlyCutoff() throws {
        var production = JSON.song
        // The bass peaks at 0.5: no ceiling above it is ever reached.
        production[target: "bass low"]["effects"] = [["rule": "clip", "ceiling": -1]]
        let place = try WorkSpace(production)
        try place.build()
        let before = try place.outputs()
        production[target: "bass low"]["effects"][0]["ceiling"] = -2
        let build = try place.build(production)
        #expect(build.rendered == ["bass low"], "\(build)")
        #expect(build.targets("fresh") == ["bass", "beat", "delivery", "lead", "mix"])
        #expect(try place.outputs() == before)
    }

    @Test(
        "two targets with the same bytes are both restored, however many at a time",
        arguments: ["-j1", "-j2"])
    func twins(jobs: String) throws {
        let production = JSON.production([.stem("left", .tone()), .stem("right", .tone())])
        var edited = production
        for name in ["left", "right"] { edited[target: name]["instruments"][0]["level"] = 0.25 }
        let place = try WorkSpace(production)
        try place.build(nil, jobs)
        let before = try place.outputs()
        #expect(before["left.wav"] == before["right.wav"])
        try place.build(edited, jobs)
        let build = try place.build(production, jobs)
        #expect(build.exit == 0, "\(build)")
        #expect(try place.outputs() == before)
        #expect(try place.build().didNothing)
    }

    @Test("a damaged object is noticed, put aside, and the target rendered")
    func damagedObject() throws {
        let production = JSON.production([.stem("bass", .tone())])
        var edited = production
        edited[target: "bass"]["instruments"][0]["level"] = 0.25
        let place = try WorkSpace(production)
        try place.build()
        let before = try place.outputs()
        try place.build(edited)
        let objects = place.names(in: "cache/objects").flatMap { shelf in
            place.names(in: "cache/objects/\(shelf)").map { "cache/objects/\(shelf)/\($0)" }
        }
        #expect(objects.count == 1)
        for object in objects {
            var bytes = try place.bytes(of: object)
            bytes[200] ^= 1
            try place.remove(object)
            try place.write(bytes, as: object)
        }
        let build = try place.build(production)
        #expect(build.rendered == ["bass"], "\(build)")
        #expect(build.notes.contains { $0.contains("damaged") })
        #expect(try place.outputs() == before)
    }

    @Test("without its cache everything is rendered again, to the same bytes")
    func lostCache() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let before = try place.outputs()
        try place.remove("cache")
        let build = try place.build()
        #expect(build.rendered == JSON.song.targetNames.sorted(), "\(build)")
        #expect(try place.outputs() == before)
        #expect(place.names(in: "bounces").count == before.count)
    }

    @Test("a damaged state is set aside and said so, and the build is right")
    func damagedState() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let before = try place.outputs()
        try place.write(Data(repeating: 0x55, count: 8_192), as: "cache/state.db")
        let build = try place.build()
        #expect(build.exit == 0, "\(build)")
        #expect(build.notes.contains { $0.contains("state.db.bad-1") })
        #expect(place.exists("cache/state.db.bad-1"))
        #expect(try place.outputs() == before)
    }
}
