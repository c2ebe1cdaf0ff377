import Foundation
import Testing

/// Parameters that move, through the command.
@Suite("Automation")
struct AutomationTests {
    private func manifest(_ gain: String, effects: String = "", beside: String = "") -> String {
        """
        import TargetDescription

        let production = Production(
            "moving", tempo: 60, sampleRate: 8_000, channels: .mono, format: .wav(.float32),
            sections: [.section("a", beats: 1), .section("b", beats: 1)],
            targets: [
                .stem("flat", .noise(.white, level: 0.5)\(beside)),
                .bus("moved", of: [.input("flat", gain: \(gain))], through: [\(effects)]),
            ])
        """
    }

    @Test("a curve of decibels over a section moves the level of a send, and nothing else")
    func send() throws {
        let place = try WorkSpace()
        try place.write(
            manifest(".curve([.point(-20, in: \"b\"), .point(0, at: .beats(0.5), in: \"b\")])"),
            as: "Targets.swift")
        #expect(try place.run().exit == 0)
        let (flat, moved) = (
            Sound.samples(of: try place.bytes(of: "bounces/flat.wav")),
            Sound.samples(of: try place.bytes(of: "bounces/moved.wav"))
        )
        #expect(moved.count == 16_000 && flat.count == 16_000)
        for (frame, decibels) in [(0, -20.0), (7_999, -20), (10_000, -10), (12_000, 0), (15_999, 0)] {
            let expected = Double(flat[frame]) * pow(10, decibels / 20)
            #expect(abs(Double(moved[frame]) - expected) < 1e-7, "at frame \(frame)")
        }
    }

    @Test(
        "a curve that cannot be followed is refused with its line",
        arguments: [
            (".curve([.point(0, at: .beats(1)), .point(0)])", "the curve runs backwards"),
            (".curve([.point(-200)])", "from -144 to 36 dB, found -200"),
            (".curve([.point(0, in: \"c\")])", "no section is called 'c'"),
            (".curve([])", "a list of at least 1"),
            (".curve([.point(-3, .exponential), .point(0, at: .beats(1))])", "runs between values above 0"),
        ])
    func refused(_ curve: String, _ message: String) throws {
        let place = try WorkSpace()
        try place.write(manifest(curve), as: "Targets.swift")
        let result = try place.run("status")
        #expect(result.exit == 2)
        #expect(
            result.errors.contains(message) && result.errors.contains("Targets.swift:8"), "\(result.errors)")
    }

    @Test(
        "what Swift states moves in every effect that takes a curve, and is rendered to the same bytes again")
    func everywhere() throws {
        let place = try WorkSpace()
        let line = { (low: Double, high: Double) in
            ".curve([.point(\(low)), .point(\(high), at: .beats(1), .smooth)])"
        }
        let organ = ", .organ([.phrase(\"C4:2\")], drawbars: [8, 0, \(line(0, 8)), 3])"
        let effects = """
            .compressor(threshold: -30, knee: \(line(0, 12)), attack: \(line(1, 50)), release: \(line(20, 200))),
            .noiseGate(threshold: -50, hysteresis: \(line(2, 8)), range: \(line(20, 60)), hold: \(line(0, 90))),
            .deEsser(threshold: -30, frequency: \(line(1_000, 3_000))),
            .multiband(crossovers: [200, \(line(500, 2_000))], Array(repeating: .band(threshold: -30), count: 3)),
            .chebyshev(.bandpass(\(line(50, 200)), 3_500), ripple: \(line(0.1, 3))),
            .linearPhase(.lowpass(\(line(1_000, 3_500))), transition: 300),
            .tremolo(rate: \(line(1, 9)), stereo: \(line(0, 90))),
            .flanger(rate: .every(.beats(1)), delay: \(line(2, 9)), depth: \(line(0, 4)), spread: \(line(0, 1))),
            .delay(\(line(0.2, 0.1)), lowpass: \(line(3_000, 500)), highpass: 80),
            .reverb(decay: \(line(0.3, 2)), highDecay: \(line(0.2, 1)), crossover: 2_000, width: \(line(0, 1))),
            .reverb(decay: 0.5, size: \(line(9, 4)), predelay: \(line(0.02, 0)), crossover: 2_000, diffusion: \(line(0, 1)), mix: 0.2),
            .convolution("room.wav", gain: .curve([.point(-6), .point(0, at: .beats(1))]), predelay: \(line(0, 0.1))),
            .monoBelow(\(line(60, 300))), .bitCrush(bits: \(line(16, 11.5)), hold: \(line(1, 2.5))),
            .limiter(ceiling: \(line(-3, -12)), release: \(line(5, 100))), .clip(at: \(line(-3, -12))),
            """
        try place.write(Sound.wav([0.5, 0.25, -0.125]), as: "room.wav")
        try place.write(manifest(".unity", effects: effects, beside: organ), as: "Targets.swift")
        let first = try place.run()
        #expect(first.exit == 0, "\(first.errors)")
        let bytes = try place.bytes(of: "bounces/moved.wav")
        #expect(try place.run("--force").exit == 0)
        #expect(try place.bytes(of: "bounces/moved.wav") == bytes)
        let samples = Sound.samples(of: bytes)
        #expect(samples.contains { abs($0) > 0.001 } && samples.allSatisfy(\.isFinite))
        // The ceiling stands at -12 dBFS from the second beat on.
        #expect((samples[8_000...].map(abs).max() ?? 1) <= Float(pow(10, -12.0 / 20)))
    }

    @Test("a moved point makes stale what it moves, and says from where to where")
    func stale() throws {
        let place = try WorkSpace()
        try place.write(manifest(".curve([.point(-20), .point(0, at: .beats(1))])"), as: "Targets.swift")
        #expect(try place.run().exit == 0)
        try place.write(manifest(".curve([.point(-20), .point(-6, at: .beats(1))])"), as: "Targets.swift")
        let status = try place.run("status")
        #expect(status.output.contains("-6") && !status.output.contains("stale  flat"), "\(status.output)")
    }

    @Test(
        "a curve among numbers is part of the key as any other: where the beats fall counts, and lines do not"
    )
    func mixed() throws {
        let place = try WorkSpace()
        func write(tempo: Int = 60, high: Int = 2_000, line: String = "") throws {
            let curve = ".curve([.point(500), .point(\(high), at: .beats(1))])"
            try place.write(
                """
                import TargetDescription
                \(line)
                let production = Production(
                    "mixed", tempo: \(tempo), duration: .seconds(2), sampleRate: 8_000, channels: .mono,
                    targets: [
                        .stem(
                            "bands", .noise(.white, level: 0.5),
                            effects: [
                                .multiband(crossovers: [200, \(curve)], Array(repeating: .band(threshold: -30), count: 3))
                            ])
                    ])
                """, as: "Targets.swift")
        }
        try write()
        #expect(try place.run().exit == 0)
        try write(line: "// A line more.\n")
        #expect(try place.run("status", "--check").exit == 0)
        try write(high: 1_900)
        let edited = try place.run("status", "--check")
        #expect(edited.exit == 4 && edited.output.contains("2000"), "\(edited)")
        try write(tempo: 120)
        let faster = try place.run("status", "--check")
        #expect(faster.exit == 4 && !faster.output.contains("Recipe("), "\(faster)")
    }

    @Test("a hold that begins below a frame and grows by ratios is one that can be rendered")
    func shortHold() throws {
        let place = try WorkSpace()
        let hold = ".curve([.point(0.005, .exponential), .point(100, at: .beats(1))])"
        try place.write(
            manifest(".unity", effects: ".noiseGate(threshold: -40, hold: \(hold))"), as: "Targets.swift")
        let result = try place.run()
        #expect(result.exit == 0, "\(result)")
    }
}
