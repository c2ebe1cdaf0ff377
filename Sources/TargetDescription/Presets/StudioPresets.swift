extension PresetSheet {
    package static let atmosMusic = PresetSheet(
        title: "Dolby Atmos music, the re-render that is measured",
        version: 1,
        source:
            "Universal Music Group content guide, Dolby Atmos audio servicing asset specifications; "
            + "Dolby, Atmos Music delivery specification",
        date: "undated page",
        isPrimary: true,
        stereo: "at most −18 LKFS, measured on the 5.1 re-render",
        mono: "not delivered in mono",
        remarks:
            "The master itself is an ADM BWF of up to 128 channels at 24 frames a second; it should "
            + "not be below −31 LKFS, and be as long as the stereo version.",
        gates: [
            .format(sampleRate: 48_000, bits: 24),
            .limit("loudness", atMost: -18),
            .truePeak(atMost: -1),
        ])

    package static let syncStems = PresetSheet(
        title: "Stems for sync licensing",
        version: 1,
        source: "common practice of music supervisors and libraries",
        date: "undated page",
        isPrimary: false,
        stereo: "peaks at most −6 dBFS",
        mono: "as stereo",
        remarks:
            "All stems have the same start and length: ask the archive for .aligned(). They add up to "
            + "the mix without a limiter on the bus: ask the mix for .sum(). The tempo is in the names "
            + "or on a sheet.",
        gates: [
            .format(sampleRate: 48_000, encoding: .pcm24),
            .peak(atMost: -6),
            .clipping(),
            .fileName(),
        ])

    package static let preMaster = PresetSheet(
        title: "A mix that goes to a mastering engineer",
        version: 1,
        source: "common practice of mastering studios",
        date: "undated page",
        isPrimary: false,
        stereo: "peaks at most −6 dBFS",
        mono: "as stereo",
        remarks:
            "No limiter, and no maximiser on the bus; fades are left to the mastering engineer.",
        gates: [
            .format(bits: 24),
            .peak(atMost: -6),
            .clipping(),
        ])
}
