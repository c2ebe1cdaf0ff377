extension PresetSheet {
    package static let streaming = PresetSheet(
        title: "Music for streaming services",
        version: 1,
        source:
            "Spotify, Loudness normalization, Mastering tips; other services play at −13 to −16",
        date: "undated page",
        isPrimary: false,
        stereo: "loudness −14 LUFS ± 1",
        mono: "−17 LUFS ± 1: 3 LU lower, which is as loud on two loudspeakers",
        remarks:
            "Masters louder than −14 LUFS are asked for −2 dBTP, since louder ones lose more to the "
            + "codec.",
        gates: [
            .loudness(-14, tolerance: 1, mono: -17),
            .truePeak(atMost: -1),
        ])

    package static let aesTD1008 = PresetSheet(
        title: "AES TD1008, music, single tracks",
        version: 1,
        source:
            "AES TD1008.1.21-9, Recommendations for Loudness of Internet Audio Streaming and "
            + "On-Demand Distribution, Table 1",
        date: "September 2021",
        isPrimary: false,
        stereo: "loudness −16 LUFS ± 1",
        mono: "−19 LUFS ± 1: 3 LU lower, which is as loud on two loudspeakers",
        remarks:
            "Of an album, the loudest track has −14 LUFS and the others keep their distance; speech "
            + "has −18.",
        gates: [
            .loudness(-16, tolerance: 1, mono: -19),
            .truePeak(atMost: -1),
        ])

    package static let appleDigitalMasters = PresetSheet(
        title: "Apple Digital Masters",
        version: 1,
        source:
            "Apple, technology brief Apple Digital Masters: 24-bit sources, no clipping on or between "
            + "samples",
        date: "undated brief",
        isPrimary: false,
        stereo: "no rule of loudness",
        mono: "as stereo",
        remarks:
            "A true peak of at most −1 dBTP is advised, for the encoder; the highest sample rate that "
            + "there is.",
        gates: [
            .format(bits: 24),
            .clipping(),
            .truePeak(atMost: 0),
        ])

    package static let podcast = PresetSheet(
        title: "Podcasts",
        version: 1,
        source:
            "Apple Podcasts for Creators, Audio requirements: overall loudness and true peak; the "
            + "mono figure is common practice",
        date: "undated page",
        isPrimary: false,
        stereo: "loudness −16 LUFS ± 1",
        mono: "−19 LUFS ± 1: 3 LU lower, which is as loud on two loudspeakers",
        remarks: "",
        gates: [
            .loudness(-16, tolerance: 1, mono: -19),
            .truePeak(atMost: -1),
        ])
}
