import TargetDescription

// A speaker test, with spoken recordings over a synthesised bed: the package alsa-utils, 48 kHz, mono. Each
// voice is placed on the timeline and panned to where it says it is.

func spoken(_ name: String) -> String { "/usr/share/sounds/alsa/\(name).wav" }

// What is said, when (in beats), and from where (−1 left … +1 right).
let words: [(name: String, beat: Double, pan: Double)] = [
    ("Front_Left", 4, -1),
    ("Front_Center", 8, 0),
    ("Front_Right", 12, 1),
    ("Side_Right", 16, 0.8),
    ("Rear_Right", 20, 0.5),
    ("Rear_Center", 24, 0),
    ("Rear_Left", 28, -0.5),
    ("Side_Left", 32, -0.8),
]

// A quiet chord, from A to E: frequency in Hz and level of full scale.
let chord: [(frequency: Double, level: Double)] = [
    (110, 0.16), (164.81, 0.10), (220, 0.08), (277.18, 0.07), (329.63, 0.05),
]

// A target of its own for each word, as long as the piece: a word that changes is rendered alone.
let voices: [Target] = words.map { word in
    .stem("\(word.name)_voice", .recording(spoken(word.name), at: .beats(word.beat)))
}

// Takes out rumble, and keeps every syllable where it was.
let processed: [Target] = words.map { word in
    .process(
        "\(word.name)_processed", from: "\(word.name)_voice",
        through: [.highpass(frequency: 90, order: 2, phase: .zero)],
        gates: [.peak(atMost: -0.1, atLeast: -12), .dcOffset()])
}

// The bed: a chord of five tones, a breath of pink noise, and a quiet beat around the words.
let bed: [Target] = [
    .stem(
        "chord",
        .tone(.triangle, frequency: chord[0].frequency, level: chord[0].level),
        .tone(.triangle, frequency: chord[1].frequency, level: chord[1].level),
        .tone(.sine, frequency: chord[2].frequency, level: chord[2].level),
        .tone(.sine, frequency: chord[3].frequency, level: chord[3].level),
        .tone(.sine, frequency: chord[4].frequency, level: chord[4].level),
        effects: [.lowpass(frequency: 900, order: 2), .fade(in: .beats(4), out: .beats(4))]),
    .stem(
        "air", .noise(.pink, level: 0.08, seed: 7),
        effects: [.bandpass(low: 300, high: 4_000, order: 1), .fade(in: .beats(4), out: .beats(4))]),
    .stem(
        "ticks",
        .drums(
            [
                .pattern(kick: "x... ....", closedHat: "..o. ..o.", in: ["opening", "closing"]),
                .pattern(kick: "o... .... .... ....", in: ["speakers"]),
            ], level: 0.5)),
]

let inputs: [Input] =
    words.map { .input("\($0.name)_processed", gain: .decibels(9), pan: $0.pan) } + [
        .input("chord", gain: .decibels(-9), pan: -0.3),
        .input("air", gain: .decibels(-10), pan: 0.3),
        .input("ticks", gain: .decibels(-6)),
    ]

let master = Target.master(
    "announcement_master",
    of: inputs,
    channels: .stereo,
    through: [.limiter(ceiling: -1.5)],
    gates: [
        .peak(atMost: -1),
        .truePeak(atMost: -1),
        // Spoken word, as podcasts are delivered.
        .loudness(-16),
        .clipping(),
        .silence(below: -70, longest: .seconds(2)),
    ])

let delivery = Target.archive(
    "announcement_delivery", of: ["announcement_master"] + words.map { "\($0.name)_processed" },
    compression: .small(level: 6))

let production = Production(
    "announcement",
    tempo: 100,
    sampleRate: 48_000,
    channels: .mono,
    sections: [
        .section("opening", beats: 4),
        .section("speakers", beats: 32),
        .section("closing", beats: 4),
    ],
    targets: voices + processed + bed + [master, delivery])
