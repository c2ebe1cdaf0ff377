import TargetDescription

// A minute of music from recorded loops and one-shots: the package sonic-pi-samples, all of it at 44.1 kHz
// and in the public domain (CC0). The loops were cut at 97 beats per minute, so the whole piece runs at that.

func recorded(_ name: String) -> String { "/usr/share/sonic-pi/samples/\(name).flac" }

// G, an octave below the drone.
let root = 49.0

let stems = ["drone", "bass", "drums", "percussion", "riff", "accents"]

let production = Production(
    "beat",
    tempo: 97,
    sampleRate: 44_100,
    sections: [
        .section("intro", bars: 4),
        .section("verse", bars: 8),
        .section("break", bars: 4),
        .section("chorus", bars: 8),
        .section("outro", bars: 4),
    ],
    targets: [
        // Two bars of a drone, repeated to the end. Trimmed to exactly two bars, it never drifts by more than
        // half a sample per turn.
        .stem(
            "drone",
            .recording(recorded("loop_drone_g_97"), to: .bars(2), loop: .whole),
            effects: [.highpass(frequency: 60, order: 2), .fade(in: .bars(1), out: .bars(4))]),

        .stem(
            "bass",
            .tone(.saw, frequency: root, level: 0.5),
            .tone(.sine, frequency: root, level: 0.3),
            in: ["verse", "chorus"],
            effects: [.lowpass(frequency: 260, order: 2), .gain(.decibels(-3))]),

        // A drum kit with recorded drums in place of the synthesised ones; the clap stays synthesised.
        .stem(
            "drums",
            .drums(
                [
                    .pattern(closedHat: "..x. ..x. ..x. ..xo", in: ["intro", "break"]),
                    .pattern(
                        kick: "X... ..x. ..x. ....", snare: ".... X... .... X..o",
                        closedHat: "x.o. x.o. x.o. x...", openHat: ".... .... .... ..o.", in: ["verse"]),
                    .pattern(
                        kick: "X..x ..x. ..X. .x..", snare: ".... X..o .o.. X..o",
                        closedHat: "xoxo xoxo xoxo xo..", openHat: ".... .... .... ..x.",
                        clap: ".... x... .... x...", in: ["chorus"]),
                    // A line as long as two bars, and triplets beside sixteenths.
                    .pattern(kick: "X... .... .... .... .... .... ..x. ....", in: ["outro"]),
                    .pattern(closedHat: "o.o o.o o.o o.o", stepsPerBeat: 3, in: ["outro"]),
                ],
                kit: [
                    .sample(.kick, recorded("drum_heavy_kick"), gain: .decibels(-3)),
                    .sample(.snare, recorded("drum_snare_hard"), gain: .decibels(-7)),
                    .sample(.closedHat, recorded("drum_cymbal_closed"), gain: .decibels(-8)),
                    .sample(.openHat, recorded("drum_cymbal_open"), gain: .decibels(-14)),
                ], level: 0.8)),

        .stem(
            "percussion",
            .recording(
                recorded("loop_perc1"), to: .bars(1), loop: .sections(["verse", "chorus"]),
                gain: .decibels(-7)),
            .recording(
                recorded("loop_mehackit2"), to: .bars(1), loop: .sections(["break", "chorus"]),
                gain: .decibels(-9))),

        // A kit plays any one-shot in steps: here a bass voice, on the line of the kick.
        .stem(
            "riff",
            .drums(
                [.pattern(kick: "x..x ..x. .... o...", in: ["chorus"])],
                kit: [.sample(.kick, recorded("bass_voxy_hit_c"))])),

        // Single sounds, placed by hand: each section is announced.
        .stem(
            "accents",
            .recording(recorded("ambi_lunar_land"), gain: .decibels(-6)),
            .recording(recorded("ambi_swoosh"), at: .bars(3.25), gain: .decibels(-8)),
            .recording(recorded("drum_splash_hard"), at: .bars(4), gain: .decibels(-9)),
            .recording(recorded("ambi_lunar_land"), at: .bars(12), gain: .decibels(-6)),
            .recording(recorded("ambi_swoosh"), at: .bars(15.25), gain: .decibels(-8)),
            .recording(recorded("drum_splash_hard"), at: .bars(16), gain: .decibels(-9)),
            .recording(recorded("drum_splash_soft"), at: .bars(24), gain: .decibels(-9))),

        // The percussion leaves the low end to kick and bass; without delay, so that it stays on the beat.
        .process(
            "percussion_processed", from: "percussion",
            through: [.highpass(frequency: 150, order: 3, phase: .zero)]),

        .master(
            "beat_master",
            of: [
                .input("drone", gain: .decibels(-9)),
                .input("bass", gain: .decibels(-12)),
                .input("drums", gain: .decibels(2)),
                .input("percussion_processed", gain: .decibels(-2)),
                .input("riff", gain: .decibels(0), pan: -0.2),
                .input("accents", gain: .decibels(1), pan: 0.25),
            ],
            through: [.gain(.decibels(2.5)), .limiter(ceiling: -2, release: 80)],
            gates: [
                .peak(atMost: -1),
                .truePeak(atMost: -1),
                .loudness(-14),
                .clipping(),
                .dcOffset(),
                .silence(longest: .seconds(1)),
            ]),

        .archive("beat_delivery", of: ["beat_master"] + stems, gates: [.aligned()]),
    ])
