extension PresetSheet {
    package static let gameConsole = PresetSheet(
        title: "Games on consoles and computers",
        version: 1,
        source: "Sony ASWG-R001, home platforms; some accounts of it say −23",
        date: "2013",
        isPrimary: false,
        stereo: "loudness −24 LUFS ± 2, over half an hour of play or more",
        mono: "−27 LUFS ± 2: 3 LU lower, which is as loud on two loudspeakers",
        remarks: "",
        gates: [
            .loudness(-24, tolerance: 2, mono: -27),
            .loudnessRange(atMost: 20),
            .truePeak(atMost: -1),
        ])

    package static let gameMobile = PresetSheet(
        title: "Games on portable devices",
        version: 1,
        source: "Sony ASWG-R001, portable platforms",
        date: "2013",
        isPrimary: false,
        stereo: "loudness −18 LUFS ± 2, over half an hour of play or more",
        mono: "−21 LUFS ± 2: 3 LU lower, which is as loud on two loudspeakers",
        remarks: "",
        gates: [
            .loudness(-18, tolerance: 2, mono: -21),
            .loudnessRange(atMost: 20),
            .truePeak(atMost: -1),
        ])
}
