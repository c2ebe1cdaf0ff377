import Foundation
import Testing

extension JSON {
    /// Every instrument, every effect, every container, dither, archives of every compression.
    static let everything: JSON = {
        let effects: [(name: String, effect: JSON)] = [
            ("gain", ["rule": "gain", "gain": ["decibels": -3]]),
            ("lowpass", ["rule": "lowpass", "frequency": 900, "order": 5]),
            ("zero phase", ["rule": "lowpass", "frequency": 900, "order": 4, "phase": "zero"]),
            ("highpass", ["rule": "highpass", "frequency": 90, "order": 3]),
            ("bandpass", ["rule": "bandpass", "low": 200, "high": 900, "phase": "zero"]),
            ("fade", ["rule": "fade", "in": ["seconds": 0.1], "out": ["beats": 0.25]]),
            ("clip", ["rule": "clip", "ceiling": -9]),
            ("limiter", ["rule": "limiter", "ceiling": -12, "lookahead": 3, "release": 40]),
        ]
        let formats: [(name: String, format: JSON)] = [
            ("pcm16", ["rule": "wav", "encoding": "pcm16"]), ("pcm24", ["rule": "wav", "encoding": "pcm24"]),
            ("pcm32", ["rule": "wav", "encoding": "pcm32"]),
            ("float64", ["rule": "wav", "encoding": "float64"]),
            ("aiff", ["rule": "aiff", "encoding": "pcm24"]),
            ("aiff float", ["rule": "aiff", "encoding": "float32"]),
            ("flac16", ["rule": "flac", "encoding": "pcm16"]),
            ("flac24", ["rule": "flac", "encoding": "pcm24"]),
        ]
        let waves = ["sine", "saw", "square", "triangle"].map {
            JSON.stem($0, .tone(441.7, level: 0.4, wave: $0), more: ["sections": ["verse"]])
        }
        let stems: [JSON] = [
            .stem("white", .noise()), .stem("pink", .noise(seed: 7, colour: "pink")),
            .stem("beat", ["rule": "drums"]), .stem("voice", .recording("take.wav", more: ["loop": "whole"])),
            .stem("kit", ["rule": "drums", "kit": [["part": "snare", "file": "take.wav"]]]),
            .stem("wide", .noise(), .tone(55), more: ["channels": "stereo"]),
        ]
        let sources = waves + stems
        let names = sources.map { $0["name"].text }
        let processed = effects.map { JSON.process($0.name, from: "pink", $0.effect) }
        let converted = formats.map { JSON.process($0.name, from: "beat", more: ["format": $0.format]) }
        let gates: JSON = [
            ["rule": "peak", "atMost": 36], ["rule": "true-peak", "atMost": 36],
            ["rule": "loudness", "target": -20, "tolerance": 20], ["rule": "dc-offset", "atMost": 1],
        ]
        let master = JSON.master(
            "mix", of: names.filter { $0 != "wide" }, more: ["channels": "stereo", "gates": gates])
        let archives = ["fast", "small", "stored"].map {
            JSON.archive("\($0) archive", of: names + ["mix"], more: ["compression": .text($0)])
        }
        return .production(
            sources + processed + converted + [master] + archives,
            [
                "sampleRate": 48_000, "duration": ["seconds": 1], "tempo": 137,
                "sections": [
                    ["name": "intro", "length": ["beats": 1]], ["name": "verse", "length": ["beats": 1]],
                ],
            ])
    }()
}

@Suite("The same description")
struct ReproducibilityTests {
    private static let take = Sound.take(3, frames: 9_000, rate: 48_000)

    private static let reference = Result { try outputs() }

    private static func outputs(
        _ arguments: [String] = [], environment: [String: String] = [:], umask: String = "022"
    ) throws -> [String: Data] {
        let place = try WorkSpace(.everything)
        try place.write(take, as: "take.wav")
        let script = "umask \(umask); exec \"$0\" -f production.json \"$@\""
        let result = try place.start(
            program: "/bin/sh", ["-c", script, Bounce.path] + arguments, environment: environment
        ).wait()
        try #require(result.exit == 0, "\(result)")
        return try place.outputs()
    }

    /// A way in which two builds differ, and their results must not.
    struct Circumstance: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var arguments: [String] = []
        var environment: [String: String] = [:]
        var umask = "022"
        var pause: UInt32 = 0
    }

    static let circumstances = [
        Circumstance(testDescription: "another directory, more than a second later", pause: 1_100_000),
        Circumstance(testDescription: "one piece of work at a time", arguments: ["-j", "1"]),
        Circumstance(testDescription: "seven pieces of work at a time", arguments: ["-j", "7"]),
        Circumstance(
            testDescription: "another time zone, language and home",
            environment: [
                "TZ": "Asia/Kathmandu", "LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8", "HOME": "/nowhere",
            ]),
        Circumstance(testDescription: "another umask", umask: "077"),
        Circumstance(
            testDescription: "a processor without fused multiply-add, as the C library sees it",
            environment: ["GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX,-AVX2_Usable,-FMA_Usable"]
        ),
    ]

    @Test("gives the same bytes, whatever the circumstances", arguments: circumstances)
    func same(_ circumstance: Circumstance) throws {
        let reference = try Self.reference.get()
        #expect(reference.count == JSON.everything.targetNames.count)
        usleep(circumstance.pause)
        let outputs = try Self.outputs(
            circumstance.arguments, environment: circumstance.environment, umask: circumstance.umask)
        #expect(outputs.keys.sorted() == reference.keys.sorted())
        let different = reference.keys.sorted().filter { outputs[$0] != reference[$0] }
        #expect(different == [], "these came out differently")
    }

    @Test("takes the permissions that the user's mask leaves")
    func permissions() throws {
        let place = try WorkSpace(.song)
        let script = "umask 027; exec \"$0\" -f production.json"
        #expect(try place.start(program: "/bin/sh", ["-c", script, Bounce.path]).wait().exit == 0)
        #expect(try place.trace("bounces/mix.wav").hasSuffix(" \(0o100640)"))
    }
}
