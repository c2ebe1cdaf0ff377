import Foundation
import Testing

extension JSON {
    /// Every instrument, effect and container, dither, archives of every compression.
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
            (
                "resonant-lowpass",
                [
                    "rule": "resonant-lowpass",
                    "frequency": ["points": [["value": 200], ["value": 4000, "at": ["seconds": 0.7]]]],
                    "q": 4,
                ]
            ),
            ("resonant-highpass", ["rule": "resonant-highpass", "frequency": 300]),
            ("resonant-bandpass", ["rule": "resonant-bandpass", "frequency": 900]),
            ("notch", ["rule": "notch", "frequency": 440]),
            ("bell", ["rule": "bell", "frequency": 900, "gain": 6]),
            ("low-shelf", ["rule": "low-shelf", "frequency": 200, "gain": -6]),
            ("high-shelf", ["rule": "high-shelf", "frequency": 5000, "gain": 4]),
            ("tilt", ["rule": "tilt", "frequency": 700, "gain": 3]),
            ("chebyshev", ["rule": "chebyshev", "band": "highpass", "frequency": 60, "order": 7]),
            ("inverse-chebyshev", ["rule": "inverse-chebyshev", "band": "lowpass", "frequency": 9000]),
            ("bessel", ["rule": "bessel", "band": "bandpass", "frequency": 300, "upper": 3000]),
            (
                "linear-phase",
                ["rule": "linear-phase", "band": "lowpass", "frequency": 5000, "transition": 500]
            ),
            (
                "compressor",
                [
                    "rule": "compressor",
                    "threshold": ["points": [["value": -30], ["value": -10, "at": ["seconds": 0.7]]]],
                    "sidechain": "beat",
                ]
            ),
            ("expander", ["rule": "expander", "threshold": -10]),
            ("noise-gate", ["rule": "noise-gate", "threshold": -12, "hold": 1]),
            ("de-esser", ["rule": "de-esser", "threshold": -40]),
            (
                "multiband",
                [
                    "rule": "multiband", "crossovers": [200, 2000],
                    "bands": [["threshold": -30], ["threshold": -30], ["threshold": -30]],
                ]
            ),
            ("transient-shaper", ["rule": "transient-shaper", "attack": 0.7, "sustain": -0.5]),
            ("true-peak-limiter", ["rule": "true-peak-limiter", "ceiling": -12]),
            ("normalise", ["rule": "normalise", "measure": "loudness", "level": -20]),
            ("trim", ["rule": "trim", "from": ["seconds": 0.2], "to": ["seconds": 0.6]]),
            ("dc-removal", ["rule": "dc-removal"]),
            ("polarity", ["rule": "polarity"]),
            ("swap", ["rule": "swap"]),
            ("mono", ["rule": "mono"]),
            ("width", ["rule": "width", "width": 1.4]),
            (
                "mid-side",
                [
                    "rule": "mid-side", "mid": [["rule": "compressor", "threshold": -30]],
                    "side": [["rule": "normalise", "measure": "peak", "level": -12]],
                ]
            ),
            ("mono-below", ["rule": "mono-below", "frequency": 200]),
            ("tremolo", ["rule": "tremolo", "every": ["beats": 0.5], "shape": "triangle"]),
            ("chorus", ["rule": "chorus", "rate": 1.1]),
            ("flanger", ["rule": "flanger", "rate": 0.7, "spread": 1]),
            ("phaser", ["rule": "phaser", "rate": 0.9, "stages": 8]),
            ("saturation", ["rule": "saturation", "drive": 18, "mix": 0.5]),
            ("saturation tube", ["rule": "saturation", "curve": "tube", "oversampling": "8"]),
            ("saturation soft", ["rule": "saturation", "curve": "soft"]),
            ("bit-crush", ["rule": "bit-crush", "bits": 6, "hold": 5]),
            (
                "delay",
                [
                    "rule": "delay", "time": ["beats": 0.75], "feedback": 0.5, "lowpass": 4000,
                    "mix": ["points": [["value": 0], ["value": 1, "at": ["seconds": 0.7]]]],
                ]
            ),
            ("convolution", ["rule": "convolution", "file": "take.wav", "predelay": ["seconds": 0.1]]),
            ("reverb", ["rule": "reverb", "decay": 1.5, "predelay": ["beats": 0.125], "mix": 0.5]),
        ]
        let formats: [(name: String, format: JSON)] = [
            ("pcm16", ["rule": "wav", "encoding": "pcm16"]), ("pcm24", ["rule": "wav", "encoding": "pcm24"]),
            ("pcm32", ["rule": "wav", "encoding": "pcm32"]),
            ("float64", ["rule": "wav", "encoding": "float64"]),
            ("aiff", ["rule": "aiff", "encoding": "pcm24"]),
            ("aiff float", ["rule": "aiff", "encoding": "float32"]),
            ("flac16", ["rule": "flac", "encoding": "pcm16"]),
            ("flac24", ["rule": "flac", "encoding": "pcm24"]),
            ("rf64", ["rule": "rf64", "encoding": "float32"]), ("w64", ["rule": "w64", "encoding": "pcm24"]),
            ("caf", ["rule": "caf", "encoding": "pcm16", "dither": "shaped"]),
            ("bwf", ["rule": "bwf", "originator": "Ada", "date": "2026-11-25"]),
            ("vorbis", ["rule": "vorbis"]), ("opus", ["rule": "opus"]),
            ("mp3", ["rule": "mp3", "kbps": 128]),
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
        let archives = ["fast", "small", "stored", "zstd"].map {
            JSON.archive("\($0) archive", of: names + ["mix"], more: ["compression": .text($0)])
        }
        return .production(
            sources + players + processed + converted + [master] + archives,
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
        /// Lossy codecs compute with the C library, and promise the same bytes on one kind of processor only.
        var exceptions: [String] = []
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
            environment: [
                "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX,-AVX2_Usable,-FMA_Usable"
            ],
            exceptions: ["vorbis.ogg", "opus.opus", "mp3.mp3"]
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
        let promised = reference.keys.sorted().filter { !circumstance.exceptions.contains($0) }
        let different = promised.filter { outputs[$0] != reference[$0] }
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
