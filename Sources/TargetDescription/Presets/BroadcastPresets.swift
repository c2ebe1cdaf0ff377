extension PresetSheet {
    package static let ebuR128 = PresetSheet(
        title: "EBU R 128, programmes",
        version: 1,
        source:
            "EBU R 128 version 4.0: target level, tolerance for quality control, maximum true peak; "
            + "48 kHz and 24 bits by common delivery practice",
        date: "August 2020",
        isPrimary: true,
        stereo: "loudness −23 LUFS ± 0.2",
        mono: "−26 LUFS ± 0.2: 3 LU lower, which is as loud on two loudspeakers",
        remarks: "",
        gates: [
            .format(sampleRate: 48_000, bits: 24),
            .loudness(-23, tolerance: 0.2, mono: -26),
            .truePeak(atMost: -1),
        ])

    package static let ebuR128Live = PresetSheet(
        title: "EBU R 128, live productions",
        version: 1,
        source:
            "EBU R 128 version 4.0: target level, tolerance for production, maximum true peak; 48 kHz "
            + "and 24 bits by common delivery practice",
        date: "August 2020",
        isPrimary: true,
        stereo: "loudness −23 LUFS ± 1",
        mono: "−26 LUFS ± 1: 3 LU lower, which is as loud on two loudspeakers",
        remarks: "",
        gates: [
            .format(sampleRate: 48_000, bits: 24),
            .loudness(-23, tolerance: 1, mono: -26),
            .truePeak(atMost: -1),
        ])

    package static let ebuR128S1 = PresetSheet(
        title: "EBU R 128 s1, short-form content: adverts, promos, trailers",
        version: 1,
        source:
            "EBU R 128 s1, and the EBU's notice of 10 December 2014: programme loudness, maximum "
            + "short-term loudness, maximum true peak",
        date: "December 2014",
        isPrimary: true,
        stereo: "loudness −23 LUFS ± 0.5, short-term at most −18 LUFS",
        mono:
            "−26 LUFS ± 0.5, short-term at most −21 LUFS: 3 LU lower, which is as loud on two "
            + "loudspeakers",
        remarks:
            "A maximum momentary loudness of −15 LUFS may take the place of the short-term one.",
        gates: [
            .format(sampleRate: 48_000, bits: 24),
            .loudness(-23, tolerance: 0.5, mono: -26),
            .shortTerm(atMost: -18, mono: -21),
            .truePeak(atMost: -1),
        ])

    package static let atscA85 = PresetSheet(
        title: "ATSC A/85, television in North America",
        version: 1,
        source: "ATSC A/85:2013, content without metadata and commercials",
        date: "12 March 2013",
        isPrimary: false,
        stereo: "loudness −24 LKFS ± 2",
        mono: "−27 LKFS ± 2: 3 LU lower, which is as loud on two loudspeakers",
        remarks:
            "Long programmes are measured by their dialogue, short ones by all of it; this measures "
            + "all of it.",
        gates: [
            .loudness(-24, tolerance: 2, mono: -27),
            .truePeak(atMost: -2),
        ])
}
