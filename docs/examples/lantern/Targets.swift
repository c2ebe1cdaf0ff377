import TargetDescription

// "Lantern": three minutes in E minor at 96 beats per minute, slowing down at its end. What is sampled comes from the
// package sonic-pi-samples (44.1 kHz, public domain, CC0); everything else is synthesised.

func recorded(_ name: String) -> String { "/usr/share/sonic-pi/samples/\(name).flac" }

let feel = Groove.groove(swing: 0.54, step: 0.25, timing: 4, dynamics: 0.05)

// MARK: - What is played

/// Four bars each: Em9, Cmaj7, G, D.
let verseChords = "Em9:4 Cmaj7:4 G:4 Dsus4:2 D:2"
/// Eight bars.
let chorusChords = "Cmaj7:4 D:4 Em7:4 G:4 Cmaj7:4 D:4 Bm7:4 Em7:4"
let bridgeChords = "Am9:4 Em9:4 Am9:4 B7sus4:4"

let versePicking = """
    E3 B3 E4 F#4 G4 F#4 E4 B3 | C3 G3 C4 E4 B4 G4 E4 G3
    G2 D3 B3 D4 G4 D4 B3 D3 | D3 A3 D4 E4 F#4 E4 D4 A3
    """

let verseBass = """
    E2:1.5 E2:0.5 -:0.5 E2:0.5 D2:0.5 B1:0.5 | C2:1.5 C2:0.5 -:0.5 C2:0.5 E2:0.5 G2:0.5
    G1:1.5 G1:0.5 -:0.5 G1:0.5 B1:0.5 D2:0.5 | D2:1.5 D2:0.5 -:0.5 D2:0.5 F#2:0.5 A1:0.5
    """

let chorusBass = """
    C2 C2 C3 C2 C2 C2 G2 C3 | D2 D2 D3 D2 D2 D2 A2 D3 | E2 E2 E3 E2 E2 E2 B2 E3 | G2 G2 G2 D2 G1 G1 A1 B1
    C2 C2 C3 C2 C2 C2 G2 C3 | D2 D2 D3 D2 D2 D2 A2 D3 | B1 B1 B2 B1 F#2 F#2 D2 B1 | E2 E2 E3 E2 B1 B1 D2 B1
    """

let tune = """
    E5:1.5 D5:0.5 B4:1 G4:1 | A4:1.5 B4:0.5 A4:1 F#4:1 | G4:1 B4:1 E5:1.5 D5:0.5 | D5:2.5 -:0.5 B4:0.5 D5:0.5
    E5:1.5 G5:0.5 E5:1 D5:1 | D5:1 F#5:1 E5:0.5 D5:0.5 A4:1 | B4:1.5 D5:0.5 F#5:1 D5:1 | E5:3 -:1
    """

/// An answer to every second bar of the verse.
let answer = "-:4 | -:1 B5:0.5 A5:0.5 G5:1 E5:1 | -:4 | -:1 A5:0.5 G5:0.5 F#5:2"

let bassLine: [Phrase] = [
    .phrase(verseBass, in: ["verse"], hold: 0.9, groove: feel),
    .phrase(chorusBass, step: 0.5, in: ["chorus", "finale"], hold: 0.8),
    .phrase("A1:4 E2:4 A1:4 B1:2 B1:1 D#2:1", in: ["bridge"]),
]

let leadLine: [Phrase] = [
    .phrase(tune, in: ["chorus", "finale"], hold: 0.95),
    .phrase(answer, in: ["verse"], velocity: 0.35),
]

// MARK: - Stems

let drums: [Target] = [
    .stem(
        "kick",
        .drums(
            [
                .pattern(kick: "X... .... ..x. ....", in: ["verse"]),
                .pattern(kick: "X... X... X... X.x.", in: ["chorus", "finale"]),
                .pattern(kick: "X... .... .... ....", in: ["bridge"]),
            ], kit: [.sample(.kick, recorded("bd_haus"), gain: .decibels(-3), resample: true)], level: 0.8)),
    .stem(
        "kit",
        .drums(
            [
                .pattern(closedHat: "..o. ..o. ..o. ..oo", in: ["intro"], groove: feel),
                .pattern(
                    closedHat: "x.o. x.o. x.o. x.oo", rim: ".... x... .... x..o", in: ["verse"], groove: feel),
                .pattern(
                    snare: ".... X... .... X...", closedHat: "o.o. o.o. o.o. o...",
                    openHat: ".... .... .... ..x.",
                    clap: ".... o... .... o...", ride: "o... o... o... o...", in: ["chorus", "finale"],
                    groove: feel),
                .pattern(closedHat: "o.. o.. o.. o..", stepsPerBeat: 3, in: ["bridge"]),
                .pattern(crash: "x", in: ["chorus", "finale"], repeats: false),
                .pattern(
                    snare: "..oo ..xX", lowTom: ".... ...x", midTom: "..x. x...", highTom: "x...",
                    in: ["verse", "bridge"],
                    at: .end, repeats: false),
            ],
            kit: [.sample(.snare, recorded("sn_dolf"), gain: .decibels(-4), resample: true)], level: 0.6)),
]

let bass = Target.stem(
    "bass",
    .synth(
        bassLine,
        oscillator: .oscillator(.saw, unison: 2, detune: 5, sub: 0.6),
        filter: .filter(
            cutoff: .curve([
                .point(220), .point(260, in: "chorus"), .point(700, at: .bars(8), in: "chorus", .smooth),
                .point(240, in: "bridge"), .point(800, in: "finale"), .point(200, in: "outro"),
            ]), resonance: 1.2, amount: 1.5, envelope: .adsr(decay: 0.25, sustain: 0)),
        envelope: .adsr(attack: 0.004, decay: 0.3, sustain: 0.7, release: 0.12), glide: 0.03, voices: 1),
    effects: [
        .saturation(drive: 6, curve: .tube, mix: 0.5),
        // The kick makes room for itself.
        .compressor(threshold: -22, ratio: 3, attack: 2, release: 140, sidechain: "kick"),
    ])

let keys = Target.stem(
    "keys",
    .fm(
        [
            .phrase(verseChords, in: ["intro", "verse"], velocity: 0.6, groove: feel),
            .phrase(bridgeChords, in: ["bridge"], velocity: 0.7),
            .phrase("Bdom7:4", in: ["bridge"], at: .end, repeats: false, velocity: 0.6),
            .phrase(verseChords, in: ["outro"], velocity: 0.5),
        ],
        operators: [
            .operator(envelope: .adsr(decay: 2.5, sustain: 0.2, release: 0.4)),
            .operator(ratio: 14, level: 0.35, envelope: .adsr(decay: 0.3, sustain: 0)),
            .operator(envelope: .adsr(decay: 3, sustain: 0.3, release: 0.4)),
            .operator(level: 0.7, envelope: .adsr(decay: 1.2, sustain: 0.1)),
        ]),
    effects: [
        .highpass(frequency: 120, order: 2), .tremolo(rate: .every(.beats(0.5)), depth: 0.25, stereo: 180),
    ])

let picking = Target.stem(
    "picking",
    .pluck(
        [
            .phrase(versePicking, step: 0.5, in: ["verse", "outro"], velocity: 0.6, groove: feel),
            .phrase(
                "C4 E4 G4 B4 | D4 F#4 A4 D5 | E4 G4 B4 D5 | G4 B4 D5 G5", rhythm: euclid(4, of: 16),
                step: 0.25,
                in: ["chorus", "finale"], velocity: 0.5),
        ], decay: 3, brightness: 0.6))

let pad = Target.stem(
    "pad",
    .synth(
        [
            .phrase(chorusChords, in: ["chorus", "finale"], octave: 3, velocity: 0.7),
            .phrase(bridgeChords, in: ["bridge"], octave: 3, velocity: 0.6),
        ],
        oscillator: .oscillator(.saw, unison: 7, detune: 18, spread: 0.9),
        filter: .filter(
            cutoff: .curve([
                .point(500, in: "chorus", .smooth), .point(2_400, at: .bars(12), in: "chorus", .smooth),
                .point(600, in: "bridge", .smooth), .point(3_200, in: "finale"),
            ]), resonance: 0.8),
        envelope: .adsr(attack: 0.5, decay: 1, sustain: 0.8, release: 1.2)),
    effects: [.highpass(frequency: 180, order: 2), .chorus(mix: 0.3)])

let lead = Target.stem(
    "lead",
    .synth(
        leadLine,
        oscillator: .oscillator(
            .square, width: .curve([.point(0.5), .point(0.25, at: .bars(8), in: "finale")]), unison: 2,
            detune: 6,
            spread: 0.3),
        filter: .filter(cutoff: 1_800, resonance: 1, amount: 1, tracking: 0.5),
        envelope: .adsr(attack: 0.02, decay: 0.4, sustain: 0.7, release: 0.25),
        lfo: .lfo(rate: 5.2, pitch: 0.15, delay: 0.5), glide: 0.05, voices: 1))

let sampled: [Target] = [
    .stem(
        "glass",
        .sampler(
            [
                .phrase("E4:16 D4:8 B3:8", in: ["intro"], velocity: 0.7),
                .phrase("B4:8 E4:8 C4:8 B3:8", in: ["bridge"], velocity: 0.7),
                .phrase("E4:16 B3:16", in: ["outro"], velocity: 0.6),
            ],
            zones: [.zone(recorded("ambi_glass_hum"), root: 57, loop: 88_200..<352_800)], attack: 1.5,
            release: 3),
        effects: [.highpass(frequency: 200, order: 2)]),
    .stem(
        "guitar",
        .sampler(
            [
                .phrase("E2:16", in: ["intro", "outro"], velocity: 0.8),
                .phrase("E2:32", in: ["verse"], velocity: 0.6),
            ],
            zones: [.zone(recorded("guit_em9"), root: 40, oneShot: true)]),
        .sampler(
            [.phrase("B4:4 E5:2 D5:2 | B4:4 A4:4", in: ["intro", "outro"], velocity: 0.5)],
            zones: [.zone(recorded("guit_harmonics"), root: 71, oneShot: true)]),
        effects: [.highpass(frequency: 90, order: 2)]),
    .stem(
        "hiss",
        .recording(
            recorded("vinyl_hiss"), loop: .sections(["intro", "outro"]), gain: .decibels(-20), resample: true),
        effects: [.fade(in: .bars(1), out: .bars(4))]),
]

// MARK: - Buses

let buses: [Target] = [
    .bus(
        "rhythm", of: [.input("kick", gain: .decibels(-5)), .input("kit", gain: .decibels(-5))],
        through: [.compressor(threshold: -16, ratio: 2.5, attack: 12, release: 90, makeup: 1.5)]),
    .bus(
        "harmony",
        of: [
            .input("keys", gain: .decibels(-1), pan: -0.15), .input("picking", pan: 0.3),
            .input("pad", gain: .curve([.point(-9, in: "chorus"), .point(-5, at: .bars(8), in: "chorus")])),
            .input("glass", gain: .decibels(-4)), .input("guitar", gain: .decibels(-3), pan: 0.1),
        ]),
    // What is sent to these comes back as nothing but its echo, or its room.
    .bus(
        "echo",
        of: [
            .input(
                "lead",
                gain: .curve([.point(-12), .point(-9, in: "finale"), .point(-6, at: .bars(15), in: "finale")])
            ),
            .input("picking", gain: .decibels(-10)),
        ],
        through: [.delay(.beats(0.75), feedback: 0.42, mix: 1, lowpass: 4_500, highpass: 250, pingPong: true)]
    ),
    .bus(
        "room",
        of: [
            .input("lead", gain: .decibels(-12)), .input("keys", gain: .decibels(-12)),
            .input("picking", gain: .decibels(-8)), .input("glass", gain: .decibels(-6)),
            .input("guitar", gain: .decibels(-8)), .input("kit", gain: .decibels(-16)),
        ],
        through: [
            .highpass(frequency: 220, order: 2),
            .reverb(decay: 2.4, size: 20, predelay: .seconds(0.02), mix: 1),
        ]),
]

// Equaliser, bus compression, loudness, limiter, dither, encoding.
let master = Target.master(
    "lantern_master",
    of: [
        .input("rhythm"), .input("bass", gain: .decibels(1)), .input("harmony"),
        .input("lead", gain: .decibels(-3)),
        .input("echo", gain: .decibels(-2)), .input("room", gain: .decibels(-2)), .input("hiss"),
    ],
    through: [
        .highpass(frequency: 28, order: 2), .monoBelow(110), .bell(frequency: 320, gain: -1.5, q: 1.2),
        .highShelf(frequency: 7_000, gain: 2.5),
        .compressor(threshold: -18, ratio: 1.8, attack: 30, release: 200, detector: .rms),
        .normalise(.loudness, to: -14), .truePeakLimiter(ceiling: -1.5),
    ],
    format: .wav(.pcm16, dither: .shaped),
    gates: [
        .preset(.streaming), .clipping(), .survives([.opus(kbps: 160), .vorbis(quality: 6)], truePeak: -0.5),
        .silence(below: -60, longest: .seconds(6)),
    ])

// What goes out: the master, as a stream as well, and the groups that it is mixed from.
let delivery: [Target] = [
    master,
    .midi(
        "lantern_score",
        tracks: [
            .track("lead", leadLine), .track("bass", bassLine, channel: 2),
            .track("chords", [.phrase(chorusChords, in: ["chorus", "finale"])], channel: 3),
        ]),
    .process("lantern_stream", from: "lantern_master", through: [], format: .opus(kbps: 160)),
    .archive(
        "lantern_delivery",
        of: ["lantern_master", "lantern_stream", "lantern_score", "rhythm", "bass", "harmony", "lead"]),
]

let production = Production(
    "lantern",
    tempo: 96,
    tempoChanges: [.tempo(66, at: .bars(68), over: .bars(4))],
    sampleRate: 48_000,
    tags: .tags(title: "Lantern", artist: "The authors of bounce", key: "Em"),
    sections: [
        .section("intro", bars: 8), .section("verse", bars: 16), .section("chorus", bars: 16),
        .section("bridge", bars: 8), .section("finale", bars: 16), .section("outro", bars: 8),
        .section("tail", bars: 2),
    ],
    targets: drums + [bass, keys, picking, pad, lead] + sampled + buses + delivery)
