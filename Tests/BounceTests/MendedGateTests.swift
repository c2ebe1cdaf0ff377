import Foundation
import Testing

/// Gates that look at more than the file: broken, told by how much, mended as their advice has it.
@Suite("A gate that looks beyond the file is mended as it advises")
struct MendedGateTests {
    /// Two seconds of noise, from a linear congruential generator (Numerical Recipes, 2nd edition, chapter 7.1).
    private static let noise: Data = {
        var state: UInt32 = 1
        let samples = (0..<16_000).map { _ -> Float in
            state = state &* 1_664_525 &+ 1_013_904_223
            return (Float(state >> 8) / Float(1 << 23) - 1) * 0.2
        }
        return Sound.wav(samples)
    }()

    private static func gain(_ decibels: Double) -> JSON {
        ["rule": "gain", "gain": ["decibels": .number(decibels)]]
    }

    private static func bell(_ frequency: Double, _ gain: Double) -> JSON {
        ["rule": "bell", "frequency": .number(frequency), "gain": .number(gain)]
    }

    private func place(_ production: JSON) throws -> WorkSpace {
        let place = try WorkSpace(production)
        try place.write(Self.noise, as: "song.wav")
        return place
    }

    /// The song itself, but for its level and what is done about 1 kHz; and what is done against that.
    private static func mix(_ cures: [JSON]) -> JSON {
        let mistakes = [gain(-7.5), bell(1_000, 9)]
        return .production(
            [
                .stem("voice", .recording("song.wav")), .reference("song", file: "song.wav"),
                .master(
                    "mix", of: ["voice"],
                    more: [
                        "inputs": [["target": "voice"]], "effects": .list(mistakes + cures),
                        "gates": [["rule": "matches", "target": "song", "bands": 2]],
                    ]),
                .archive("delivery", of: ["mix"]),
            ], ["duration": ["seconds": 2]])
    }

    /// The effects that the advice of a build's broken gates comes to.
    private func cures(_ build: Build) throws -> [JSON] {
        let advice = build["mix"]["gates"].elements.filter { $0["holds"] == false }.map { $0["advice"].text }
        return try advice.flatMap { words -> [JSON] in
            if let change = words.firstMatch(of: /change the gain by ([+-][0-9.]+) dB/) {
                return [Self.gain(try #require(Double(change.1)))]
            }
            return try words.matches(of: /([+-][0-9.]+) dB at ([0-9.]+) Hz/).map {
                Self.bell(try #require(Double($0.2)), try #require(Double($0.1)))
            }
        }
    }

    @Test("a mix that does not match its reference: too quiet, and too much at 1 kHz")
    func matches() throws {
        let place = try place(Self.mix([]))
        let first = try place.build()
        #expect(first.exit == 3 && first.failed == ["mix"] && first.blocked == ["delivery"], "\(first)")
        let said = first.result.output
        #expect(said.contains("gate 'matches song, loudness' of 'mix': expected -1 to 1 LU"), "\(said)")
        #expect(said.contains("gate 'matches song, bands' of 'mix': expected within 2 dB in every octave"))
        #expect(said.contains("cache/failed/mix.wav"))
        let broken = first["mix"]["gates"].elements.filter { $0["holds"] == false }
        let bands = try #require(broken.last)
        #expect(bands["found"].text.firstMatch(of: /\+[0-9.]+ dB at 1000 Hz/) != nil, "\(bands)")
        #expect(bands["advice"].text.firstMatch(of: /-[0-9.]+ dB at 1000 Hz/) != nil, "\(bands)")

        var cures: [JSON] = []
        var build = first
        // A bell moves the loudness, too: what is left is told by the next build.
        for _ in 0..<4 where build.exit == 3 {
            cures += try self.cures(build)
            build = try place.build(Self.mix(cures))
        }
        #expect(build.exit == 0, "\(build)")
        #expect(try place.run("verify", "-f", "production.json").exit == 0)
    }

    @Test("an effect on the bus, which the stems do not have, is taken off it")
    func sum() throws {
        func production(_ onStem: [JSON], onBus: [JSON]) -> JSON {
            .production([
                .stem("bass", .tone(110, level: 0.2), more: ["effects": .list(onStem)]),
                [
                    "rule": "master", "name": "mix", "inputs": [["target": "bass"]],
                    "effects": .list(onBus), "gates": [["rule": "sum"]],
                ],
            ])
        }
        let quieter = Self.gain(-1)
        let place = try place(production([], onBus: [quieter]))
        let build = try place.build()
        #expect(build.exit == 3 && build.failed == ["mix"], "\(build)")
        let said = build.result.output
        // 0.2 · (1 − 10^(−1/20)): −33.25 dBFS.
        #expect(said.contains("expected ≤ -120 dBFS, found -33.25 dBFS"), "\(said)")
        #expect(said.contains("86.75 dB too high, at ") && said.contains("into the stems"), "\(said)")
        let mended = try place.build(production([quieter], onBus: []))
        #expect(mended.exit == 0, "\(mended)")
    }

    @Test("a master that overshoots behind a codec is turned down by what is said")
    func survives() throws {
        func production(_ decibels: Double) -> JSON {
            let gate: JSON = [
                "rule": "survives", "truePeak": -6,
                "codecs": [["rule": "opus", "kbps": 96], ["rule": "flac"]],
            ]
            return .production(
                [
                    .stem(
                        "mix", .noise(level: 0.7),
                        more: ["effects": [Self.gain(decibels)], "gates": [gate]])
                ],
                ["sampleRate": 48_000, "duration": ["seconds": 1]])
        }
        let place = try place(production(0))
        let build = try place.build()
        #expect(build.exit == 3 && build.failed == ["mix"], "\(build)")
        let broken = build["mix"]["gates"].elements.filter { $0["holds"] == false }
        #expect(broken.first?["gate"] == "survives opus-96, true-peak", "\(broken)")
        var level = 0.0
        var next = build
        // What a codec adds depends a little on the level: what is left is told by the next build.
        for _ in 0..<3 where next.exit == 3 {
            level -=
                try next["mix"]["gates"].elements.filter { $0["holds"] == false }.map { verdict in
                    let number = try #require(
                        verdict["advice"].text.firstMatch(of: /ceiling by ([0-9.]+) dB/))
                    return try #require(Double(number.1))
                }.max() ?? 0
            next = try place.build(production(level))
        }
        #expect(next.exit == 0 && level < -3, "\(next)")
    }
}
