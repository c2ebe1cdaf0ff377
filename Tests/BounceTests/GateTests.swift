import Foundation
import Testing

/// One gate, a sound that keeps it and one that breaks it.
struct BrokenGate: CustomTestStringConvertible, Sendable {
    let gate: String
    let rule: JSON
    let good: JSON
    let bad: JSON
    let expected: String
    let found: String
    let advice: String
    var seconds = 0.5
    var channels = "mono"

    var testDescription: String { "\(gate) \(expected)" }

    /// The production with this sound as its voice, mixed with another.
    func production(_ voice: JSON) -> JSON {
        .production(
            [
                .stem("voice", more: ["gates": [rule]]).with(voice), .stem("other", .tone(220, level: 0.1)),
                .master("mix", of: ["voice", "other"]), .archive("delivery", of: ["mix"]),
            ], ["duration": ["seconds": .number(seconds)], "channels": .text(channels)])
    }

    static let files = [
        "offset.wav": Sound.wav(Array(repeating: 0.25, count: 4_000)),
        "short.wav": Sound.take(1, frames: 800),
        "tiny.wav": Sound.wav([0.1, Float(bitPattern: 70_000), 0, -Float(bitPattern: 7_000), 0.2]),
        // Left, and half as loud right with its sign turned.
        "wide.wav": Sound.wav(
            (0..<4_000).flatMap { frame -> [Float] in
                let sample = Float(0.5 * sin(Double(frame) / 5))
                return [sample, -0.5 * sample]
            }, channels: 2),
        "nan.wav": Sound.wav([0, 0.1, .nan, 0.2, .infinity, -.infinity]),
    ]

    static let all = [
        BrokenGate(
            gate: "peak", rule: ["rule": "peak", "atMost": -6], good: sound(.tone(level: 0.4)),
            bad: sound(.tone(level: 0.7)), expected: "≤ -6 dBFS", found: "-3.10 dBFS",
            advice: "turn it down by 2.91 dB"),
        BrokenGate(
            gate: "peak", rule: ["rule": "peak", "atMost": 0, "atLeast": -12], good: sound(.tone(level: 0.4)),
            bad: sound(.tone(level: 0.1)), expected: "-12 to 0 dBFS", found: "-20.00 dBFS",
            advice: "turn it up by 8.00 dB"),
        BrokenGate(
            gate: "true-peak", rule: ["rule": "true-peak", "atMost": -6], good: sound(.tone(level: 0.4)),
            bad: sound(.tone(level: 0.7)), expected: "≤ -6 dBTP", found: "-3.", advice: "lower"),
        BrokenGate(
            gate: "loudness", rule: ["rule": "loudness", "target": -23, "tolerance": 1],
            good: sound(.tone(1_000, level: 0.1)), bad: sound(.tone(1_000, level: 0.5)),
            expected: "-24 to -22 LUFS", found: "-9.0", advice: "change the gain by -1"),
        BrokenGate(
            gate: "clipping", rule: ["rule": "clipping"], good: sound(.tone()),
            bad: sound(.tone(), effects: [["rule": "gain", "gain": ["decibels": 12]], ["rule": "clip"]]),
            expected: "≤ 0 clipped runs", found: "110 clipped runs", advice: "turn down"),
        BrokenGate(
            gate: "dc-offset", rule: ["rule": "dc-offset"], good: sound(.tone(100)),
            bad: sound(.recording("offset.wav")), expected: "≤ 0.001 of full scale",
            found: "0.250000 of full scale", advice: "high-pass"),
        BrokenGate(
            gate: "silence, longest", rule: ["rule": "silence", "longest": ["seconds": 0.1]],
            good: sound(.tone()),
            bad: sound(.recording("short.wav")), expected: "≤ 0.1 s", found: "0.40",
            advice: "fill it, or trim it"),
        BrokenGate(
            gate: "silence, leading", rule: ["rule": "silence", "leading": ["seconds": 0.1]],
            good: sound(.tone()),
            bad: sound(.recording("offset.wav", more: ["at": ["seconds": 0.25]])), expected: "≤ 0.1 s",
            found: "0.250 s", advice: "0.150 s too long"),
        BrokenGate(
            gate: "silence, trailing", rule: ["rule": "silence", "trailing": ["seconds": 0.1]],
            good: sound(.tone()),
            bad: sound(.recording("offset.wav", more: ["to": ["seconds": 0.25]])), expected: "≤ 0.1 s",
            found: "0.250 s", advice: "0.150 s too long"),
        BrokenGate(
            gate: "duration", rule: ["rule": "duration", "atLeast": ["seconds": 0.4]], good: sound(.tone()),
            bad: sound(.tone()).with(["duration": ["seconds": 0.3]]), expected: "≥ 0.4 s", found: "0.300 s",
            advice: "lengthen it by 0.100 s"),
        BrokenGate(
            gate: "momentary", rule: ["rule": "momentary", "atMost": -15],
            good: sound(.tone(1_000, level: 0.1)), bad: sound(.tone(1_000, level: 0.5)),
            expected: "≤ -15 LUFS", found: "-9.0", advice: "change the gain by -"),
        BrokenGate(
            gate: "short-term", rule: ["rule": "short-term", "atMost": -18],
            good: sound(.tone(1_000, level: 0.1)), bad: sound(.tone(1_000, level: 0.5)),
            expected: "≤ -18 LUFS", found: "-9.0", advice: "change the gain by -", seconds: 3.5),
        BrokenGate(
            gate: "loudness-range", rule: ["rule": "loudness-range", "atMost": 5],
            good: sound(.tone(1_000)),
            bad: sound(.tone(1_000), effects: [["rule": "fade", "in": ["seconds": 40]]]),
            expected: "≤ 5 LU", found: "", advice: "LU closer together", seconds: 45),
        BrokenGate(
            gate: "rms", rule: ["rule": "rms", "atMost": -18], good: sound(.tone(level: 0.1)),
            bad: sound(.tone(level: 0.5)), expected: "≤ -18 dBFS", found: "-9.03 dBFS",
            advice: "turn it down by 8.97 dB"),
        BrokenGate(
            gate: "crest", rule: ["rule": "crest", "atLeast": 6], good: sound(.recording("short.wav")),
            bad: sound(.tone()), expected: "≥ 6 dB", found: "3.01 dB",
            advice: "limit or clip them by 2.99 dB less"),
        BrokenGate(
            gate: "noise-floor", rule: ["rule": "noise-floor"], good: sound(.tone(level: 0.0005)),
            bad: sound(.tone()), expected: "≤ -60 dBFS", found: "-9.03 dBFS",
            advice: "take 50.97 dB off the quietest part"),
        BrokenGate(
            gate: "phase", rule: ["rule": "phase"], good: sound(.tone()), bad: sound(.recording("wide.wav")),
            expected: "≥ -0.2 correlation", found: "-1.00 correlation",
            advice: "raise the correlation by 0.80", channels: "stereo"),
        BrokenGate(
            gate: "phase, anywhere", rule: ["rule": "phase", "atLeast": -1, "anywhere": -0.5],
            good: sound(.tone()), bad: sound(.recording("wide.wav")),
            expected: "≥ -0.5 correlation", found: "-1.00 correlation",
            advice: "raise the correlation by 0.50", channels: "stereo"),
        BrokenGate(
            // 1.25 of power, of which 0.125 is left.
            gate: "mono-loss", rule: ["rule": "mono-loss"], good: sound(.tone()),
            bad: sound(.recording("wide.wav")), expected: "≤ 4 dB", found: "10.00 dB",
            advice: "until 6.00 dB less is lost", channels: "stereo"),
        BrokenGate(
            gate: "band 125 Hz", rule: ["rule": "band", "frequency": 125, "atMost": -30],
            good: sound(.tone(1_000)), bad: sound(.tone(125)), expected: "≤ -30 dBFS", found: "-9.",
            advice: "dB out of the octave around 125 Hz"),
        BrokenGate(
            gate: "onsets", rule: ["rule": "onsets"],
            good: sound(.recording("short.wav", more: ["at": ["seconds": 0.125]])),
            bad: sound(.recording("short.wav", more: ["at": ["seconds": 0.1875]])), expected: "≤ 20 ms",
            found: "", advice: "ms closer to the grid"),
        BrokenGate(
            gate: "denormal", rule: ["rule": "denormal"], good: sound(.tone()),
            bad: sound(.recording("tiny.wav")), expected: "≤ 0 denormal samples",
            found: "2 denormal samples", advice: "set 2 samples to zero"),
        BrokenGate(
            gate: "crest", rule: ["rule": "limit", "measurement": "crest", "atLeast": 6],
            good: sound(.recording("short.wav")), bad: sound(.tone()), expected: "≥ 6 dB",
            found: "3.01 dB", advice: "raise it by 2.99 dB"),
        BrokenGate(
            gate: "podcast: loudness", rule: ["rule": "preset", "name": "podcast"],
            good: sound(.tone(1_000, level: 0.158)), bad: sound(.tone(1_000, level: 0.5)),
            expected: "-20 to -18 LUFS", found: "-9.0", advice: "change the gain by -"),
        BrokenGate(
            gate: "finite", rule: ["rule": "peak", "atMost": 36], good: sound(.tone()),
            bad: sound(.recording("nan.wav")), expected: "≤ 0 samples not finite",
            found: "3 samples not finite", advice: "NaN"),
        BrokenGate(
            gate: "finite", rule: ["rule": "peak", "atMost": 36], good: sound(.tone()).with(pcm),
            bad: sound(.recording("nan.wav")).with(pcm), expected: "≤ 0 samples not finite",
            found: "3 samples not finite", advice: "NaN"),
    ]

    private static let pcm: JSON = ["format": ["rule": "wav", "encoding": "pcm24"]]

    private static func sound(_ instrument: JSON, effects: JSON = []) -> JSON {
        ["instruments": [instrument], "effects": effects]
    }
}

@Suite("A broken gate")
struct GateTests {
    private func place(_ production: JSON) throws -> WorkSpace {
        let place = try WorkSpace(production)
        for (name, data) in BrokenGate.files { try place.write(data, as: name) }
        return place
    }

    @Test(
        "what was cut by the encoding is told where its gate breaks: that, and not the gate, says how much is too much"
    )
    func cut() throws {
        let loud = JSON.tone(440, level: 0.9)
        var production = JSON.production([.stem("loud", loud)])
        production[target: "loud"]["format"] = ["rule": "wav", "encoding": "pcm24"]
        production[target: "loud"]["effects"] = [["rule": "gain", "gain": ["decibels": 6]]]
        production[target: "loud"]["gates"] = [["rule": "peak", "atMost": -1]]
        let build = try WorkSpace(production).build()
        #expect(build.exit == 3)
        #expect(build.result.text.contains("beyond full scale were cut by the pcm"), "\(build)")
        #expect(build.result.text.contains("end with a limiter"), "\(build)")
    }

    @Test(
        "stops the build, says what broke and what to try, keeps the last good output, and is mended",
        arguments: BrokenGate.all)
    func broken(_ gate: BrokenGate) throws {
        let place = try place(gate.production(gate.good))
        #expect(try place.build().exit == 0)
        let good = try place.outputs()

        let build = try place.build(gate.production(gate.bad))
        #expect(build.exit == 3, "\(build)")
        #expect(build.failed == ["voice"])
        #expect(build.blocked == ["delivery", "mix"])
        let last = build.result.lines.drop { !$0.hasPrefix("failed: ") }.joined(separator: "\n")
        #expect(
            last.contains("gate '\(gate.gate)' of 'voice': expected \(gate.expected), found \(gate.found)"),
            "\(last)")
        #expect(last.contains("try: ") && last.contains(gate.advice), "\(last)")
        #expect(last.contains("cache/failed/voice.wav"))
        #expect(try place.outputs() == good)
        #expect(place.exists("cache/failed/voice.wav"))
        #expect(build.events.last?["exit"] == 3)

        let again = try place.build()
        #expect(again.exit == 3 && again.failed == ["voice"], "\(again)")
        #expect(
            try place.run("status", "-f", "production.json", "--json").json()[target: "voice"]["state"]
                == "failed")

        let mended = try place.build(gate.production(gate.good))
        #expect(mended.exit == 0, "\(mended)")
        #expect(mended.rendered == [], "\(mended)")
        #expect(try place.outputs() == good)
        #expect(try place.run("status", "-f", "production.json", "--check").exit == 0)
    }

    @Test(
        "mended by its own edit, it is judged and not rendered, and nothing failed is left",
        arguments: BrokenGate.all)
    func loosened(_ gate: BrokenGate) throws {
        let place = try place(gate.production(gate.bad))
        #expect(try place.build().exit == 3)
        #expect(place.names(in: "bounces").contains("voice.wav") == false)
        // The gates that hold without asking cannot be taken out.
        guard gate.gate != "finite" else { return }
        var loose = gate.production(gate.bad)
        loose[target: "voice"]["gates"] = []
        // A shorter voice does not fit the mix.
        loose[target: "other"]["duration"] = loose[target: "voice"]["duration"]
        let build = try place.build(loose)
        #expect(build.exit == 0, "\(build)")
        #expect(build.outcomes["voice"] == "restored")
        #expect(place.names(in: "cache/failed") == [])
        #expect(try place.outputs() == cleanOutputs(loose, files: BrokenGate.files))
    }

    @Test(
        "who follows the number of the advice has it mended",
        arguments: [
            ["rule": "peak", "atMost": -6.005], ["rule": "true-peak", "atMost": -7.123],
            ["rule": "loudness", "target": -23, "tolerance": 0.01], ["rule": "rms", "atMost": -18.002],
            ["rule": "momentary", "atMost": -15.001],
            ["rule": "limit", "measurement": "band.1000", "atMost": -20],
            ["rule": "preset", "name": "podcast"],
        ] as [JSON])
    func followed(gate: JSON) throws {
        let place = try WorkSpace()
        func production(_ decibels: Double) -> JSON {
            let change: JSON = [["rule": "gain", "gain": ["decibels": .number(decibels)]]]
            return .production(
                [.stem("voice", .tone(1_000, level: 0.7), more: ["effects": change, "gates": [gate]])],
                ["duration": ["seconds": 0.5]])
        }
        let broken = try place.build(production(0))
        #expect(broken.exit == 3, "\(broken)")
        let verdicts = broken["voice"]["gates"].elements.filter { $0["holds"] == false }
        let verdict = try #require(verdicts.first)
        let number = try #require(verdict["advice"].text.firstMatch(of: /([0-9.]+) dB/))
        #expect(verdict["margin"]["amount"].number.map { $0 < 0 } == true)
        let change = try #require(Double(number.1))
        #expect(try place.build(production(-change)).exit == 0, "\(verdict)")
    }

    @Test("a broken gate says where: time, bar and beat, section, channel; in every report")
    func whereabouts() throws {
        let production = JSON.production(
            [
                .stem(
                    "voice", .tone(440, level: 0.1),
                    .recording("blip.wav", more: ["at": ["seconds": 1.25]]),
                    more: ["channels": "stereo", "gates": [["rule": "peak", "atMost": -6]]])
            ],
            [
                "duration": ["seconds": 4], "tempo": 120,
                "sections": [
                    ["name": "intro", "length": ["beats": 2]], ["name": "verse", "length": ["beats": 6]],
                ],
            ])
        let place = try WorkSpace(production)
        try place.write(Sound.wav([0.9, 0, 0]), as: "blip.wav")
        let build = try place.build(nil, "--junit", "report.xml")
        #expect(build.exit == 3, "\(build)")
        #expect(
            build.result.output.contains("dB too high, at 1.250 s (bar 1, beat 3.5), in 'verse'"), "\(build)")
        let verdict = build["voice"]["gates"].elements.first { $0["gate"] == "peak" } ?? .null
        #expect(verdict["position"]["section"] == "verse")
        #expect(verdict["position"]["bar"] == 1 && verdict["position"]["beat"] == 3.5)
        #expect(verdict["margin"]["unit"] == "dB")
        let junit = String(decoding: try place.bytes(of: "report.xml"), as: UTF8.self)
        #expect(junit.contains("(bar 1, beat 3.5)"))
        let verified = try place.run("verify", "-f", "production.json", "--json")
        #expect(verified.exit == 3)
    }

    @Test("a name with a space is refused where it may not have one, and another name mends it")
    func fileName() throws {
        func production(_ name: String) -> JSON {
            .production([.stem(name, .tone(), more: ["gates": [["rule": "file-name"]]])])
        }
        let place = try WorkSpace(production("my voice"))
        let build = try place.build()
        #expect(build.exit == 3 && build.result.output.contains("try: call it 'my_voice.wav'"), "\(build)")
        #expect(try place.build(production("my_voice")).exit == 0)
    }

    @Test("mended by another edit, it is rendered, and nothing failed is left")
    func mendedOtherwise() throws {
        let gates: JSON = ["gates": [["rule": "peak", "atMost": -6]]]
        let place = try WorkSpace(.production([.stem("voice", .tone(level: 0.9), more: gates)]))
        #expect(try place.build().exit == 3)
        #expect(place.names(in: "cache/failed") == ["voice.wav"])
        let mended = JSON.production([.stem("voice", .tone(level: 0.4), more: gates)])
        #expect(try place.build(mended).rendered == ["voice"])
        #expect(place.names(in: "cache/failed") == [])
        #expect(try place.outputs() == cleanOutputs(mended))
    }

    @Test("a gate that is tightened beyond what is there fails without rendering; the output stays")
    func tightened() throws {
        let production = JSON.production([.stem("voice", .tone(level: 0.5))])
        let place = try WorkSpace(production)
        try place.build()
        let good = try place.outputs()
        var tight = production
        tight[target: "voice"]["gates"] = [["rule": "peak", "atMost": -12]]
        let build = try place.build(tight)
        #expect(build.exit == 3 && build.failed == ["voice"], "\(build)")
        #expect(try place.outputs() == good)
        // An edit of one's own is still one's own, also after a failure.
        try place.write("my own", as: "bounces/voice.wav")
        #expect(try place.build(production).exit == 0)
        #expect(try place.outputs() == good)
        #expect(place.names(in: "bounces").contains { $0.hasPrefix("voice.edited-") })
    }

    @Test("inputs of different length stop a mix, and both are named")
    func aligned() throws {
        var production = JSON.production([
            .stem("bass", .tone()), .stem("lead", .tone(440)), .master("mix", of: ["bass", "lead"]),
        ])
        let place = try WorkSpace(production)
        try place.build()
        let good = try place.bytes(of: "bounces/mix.wav")
        production[target: "lead"]["duration"] = ["frames": 1_999]
        let build = try place.build(production)
        #expect(build.exit == 3 && build.failed == ["mix"], "\(build)")
        let words =
            "gate 'aligned' of 'mix': expected 2000 frames, 8000 Hz, 1 ch, as 'bass', found 1999 frames, 8000 Hz, 1 ch in 'lead'"
        #expect(build.result.output.contains(words), "\(build)")
        #expect(build.result.output.contains("try: "))
        #expect(try place.bytes(of: "bounces/mix.wav") == good)
        production[target: "bass"]["duration"] = ["frames": 1_999]
        #expect(try place.build(production).exit == 0)
        #expect(try place.outputs() == cleanOutputs(production))
    }

    @Test("an archive can ask that its stems are aligned")
    func alignedArchive() throws {
        let production = JSON.production([
            .stem("bass", .tone()), .stem("lead", .tone(440), more: ["duration": ["frames": 10]]),
            .archive("stems", of: ["bass", "lead"], more: ["gates": [["rule": "aligned"]]]),
        ])
        let place = try WorkSpace(production)
        let build = try place.build()
        #expect(build.exit == 3 && build.failed == ["stems"], "\(build)")
        #expect(place.names(in: "bounces") == ["bass.wav", "lead.wav"])
    }

    @Test(
        "a reference of another form stops the build",
        arguments: [
            ("format", ["rule": "format", "sampleRate": 48_000], "48000 Hz", "8000 Hz, 1 ch, float32"),
            ("format", ["rule": "format", "channels": "stereo"], "2 ch", "8000 Hz, 1 ch, float32"),
            ("format", ["rule": "format", "encoding": "pcm24"], "pcm24", "8000 Hz, 1 ch, float32"),
            ("duration", ["rule": "duration", "atMost": ["seconds": 0.1]], "≤ 0.1 s", "0.125 s"),
            ("peak", ["rule": "peak", "atMost": -40], "≤ -40 dBFS", "-12.04 dBFS"),
        ] as [(String, JSON, String, String)])
    func reference(name: String, gate: JSON, expected: String, found: String) throws {
        let place = try WorkSpace(
            .production([.reference("original", file: "in.wav", more: ["gates": [gate]])]))
        try place.write(Sound.take(1), as: "in.wav")
        let build = try place.build()
        #expect(build.exit == 3 && build.failed == ["original"], "\(build)")
        let words = "gate '\(name)' of 'original': expected \(expected), found \(found)"
        #expect(build.result.output.contains(words), "\(build)")
        #expect(build.result.output.contains("try: "))
        #expect(try place.bytes(of: "in.wav") == Sound.take(1))
        let free = try place.build(.production([.reference("original", file: "in.wav")]))
        #expect(free.exit == 0, "\(free)")
    }

    @Test("what cannot be measured does not pass, and the reason is given")
    func unmeasurable() throws {
        let gates: JSON = ["gates": [["rule": "loudness", "target": -14]]]
        let build = try WorkSpace(.production([.stem("voice", .tone(), more: gates)])).build()
        #expect(build.exit == 3, "\(build)")
        #expect(build.result.output.contains("expected -15 to -13 LUFS, found nothing: "))
    }

    @Test("with --keep-going the rest is built, and what hangs on the failure is not")
    func keepGoing() throws {
        let production = JSON.production([
            .stem("bad", .tone(level: 0.9), more: ["gates": [["rule": "peak", "atMost": -6]]]),
            .process("worse", from: "bad", .lowpass()),
            .stem("good", .tone(330, level: 0.1)), .process("better", from: "good", .lowpass()),
            .master("mix", of: ["worse", "better"]),
        ])
        let place = try WorkSpace(production)
        let build = try place.build(nil, "--keep-going", "-j1")
        #expect(build.exit == 3, "\(build)")
        let expected = [
            "bad": "failed", "worse": "blocked", "good": "rendered", "better": "rendered", "mix": "blocked",
        ]
        #expect(build.outcomes == expected)
        #expect(build["mix"]["blockedBy"] == "bad")
        #expect(place.names(in: "bounces") == ["better.wav", "good.wav"])
    }
}
