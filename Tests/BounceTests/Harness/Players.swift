extension JSON {
    /// Every instrument that plays notes, every drum voice, a MIDI file, and a bus whose levels move.
    static let players: [JSON] = [
        .stem(
            "synth",
            [
                "rule": "synth", "phrases": [tune],
                "oscillator": ["wave": "square", "width": 0.3, "unison": 3, "noise": 0.1],
                "filter": ["cutoff": 900, "amount": 2],
                "lfo": ["pitch": 0.2, "filter": 0.5, "amplitude": 0.3],
                "glide": 0.05,
            ]),
        .stem(
            "fm",
            [
                "rule": "fm", "phrases": [tune], "feedback": 1,
                "operators": [[:], ["ratio": 3.5, "level": 2], [:], ["ratio": 14, "level": 0.5]],
            ]),
        .stem("pluck", ["rule": "pluck", "phrases": [tune]]),
        .stem(
            "organ",
            ["rule": "organ", "phrases": [tune], "drawbars": [8, 6, 8, 4, 0, 2, 0, 0, 5], "click": 0.2]),
        .stem(
            "sampler", ["rule": "sampler", "phrases": [tune], "zones": [["file": "take.wav", "root": 57]]]),
        .stem("all drums", ["rule": "drums", "patterns": [everyDrum]]),
        ["rule": "midi", "name": "notes", "tracks": [["name": "tune", "phrases": [tune]]]],
        [
            "rule": "bus", "name": "moving",
            "inputs": [
                [
                    "target": "synth",
                    "gain": [
                        "points": [["value": -30], ["value": 0, "at": ["seconds": 0.7], "shape": "smooth"]]
                    ],
                ],
                ["target": "pluck"],
            ],
        ],
    ]

    private static let tune: JSON = [
        "rule": "phrase", "notes": "A3 C4+E4?0.7 -:0.5 Am7!", "step": 0.25,
        "groove": ["swing": 0.6, "timing": 5, "dynamics": 0.1],
    ]

    private static let everyDrum: JSON = [
        "kick": "x...", "snare": ".x..", "closedHat": "xx", "openHat": "..x.", "clap": "...x", "lowTom": "x",
        "midTom": ".x", "highTom": "..x", "cowbell": "x..", "rim": ".x.", "ride": "x", "crash": "x",
    ]
}
