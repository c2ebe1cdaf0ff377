/// All seven steps: `Targets.swift.example`, to the letter where nothing else is asked for.
enum ProductionTemplate {
    static func manifest(_ choices: TemplateChoices) -> String {
        // 137 seconds are 274 beats at the usual tempo; at another, the beats count.
        let isUsual = choices.tempo == Template.production.usualTempo
        let timing = isUsual ? " at 120 per minute, all of the 137 seconds" : ""
        let length = isUsual ? ".seconds(137)" : ".beats(274)"
        return """
            import TargetDescription

            // A whole production in seven steps: timing, reference, stems, drums, effects, master, archive.
            // Change a number below and run bounce again: only what the change touches is rendered.

            // Stems that sound all the way through: a name, a frequency in Hz, a level of full scale.
            let tones: [(name: String, frequency: Double, level: Double)] = [
                ("bass", 110, 0.8),
                ("guitars", 440, 0.6),
                ("synths", 880, 0.5),
                ("bridge", 220, 0.7),
            ]

            // 1. Timing: 274 beats\(timing).
            let sections: [Section] = [
                .section("intro", beats: 16),
                .section("verse", beats: 64),
                .section("chorus", beats: 64),
                .section("bridge", beats: 32),
                .section("last chorus", beats: 64),
                .section("outro", beats: 34),
            ]

            // 2. A recording to compare with, if there is one.
            let reference = Target.reference(
                "reference", file: "reference.wav", optional: true,
                gates: [.format(sampleRate: 48_000), .duration(atLeast: .seconds(130))])

            // 3. One stem for each tone.
            let stems: [Target] = tones.map { tone in
                .stem("\\(tone.name)_stem", .tone(.sine, frequency: tone.frequency, level: tone.level))
            }

            // 4. The drums, in steps of sixteenths.
            let drums = Target.stem(
                "drums_stem",
                .drums(
                    [
                        .pattern(kick: "x... x... x... x..."),
                        .pattern(
                            snare: ".... x... .... x...", closedHat: "x.o. x.o. x.o. x.o.",
                            in: ["verse", "chorus", "bridge", "last chorus"]),
                        .pattern(clap: ".... X... .... X...", in: ["chorus", "last chorus"]),
                    ], level: 0.4))

            // 5. Every stem through a low-pass that moves nothing in time.
            let parts = tones.map(\\.name) + ["drums"]
            let processing: [Target] = parts.map { part in
                .process(
                    "\\(part)_processed", from: "\\(part)_stem",
                    through: [.lowpass(frequency: 8_000, order: 4, phase: .zero)])
            }

            // 6. The mix, kept within full scale: the clip reports how many samples it had to limit.
            let master = Target.master(
                "master_track",
                of: parts.map { .input("\\($0)_processed", gain: .linear(0.4)) },
                through: [.clip()],
                gates: [.peak(atMost: 0), .dcOffset()])

            // 7. What is delivered.
            let archive = Target.archive(
                "audio_deliverables", of: ["master_track"] + parts.map { "\\($0)_processed" })

            let production = Production(
                \(SwiftLiteral.text(choices.name)),
                tempo: \(SwiftLiteral.number(choices.tempo)),
                duration: \(length),
                sampleRate: 48_000,
                channels: .mono,
                format: .wav(.float32),
                sections: sections,
                targets: [reference] + stems + [drums] + processing + [master, archive])

            """
    }
}
