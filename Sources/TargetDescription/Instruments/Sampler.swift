/// A recording of one note, and the notes that it plays.
public struct Zone: Sendable {
    package let recipe: Recipe

    /// A file over a range of keys and velocities.
    ///
    /// - Parameters:
    ///   - file: The path of the file, relative to the manifest: at most 60 s, one channel or two, at any rate.
    ///   - root: The pitch that was recorded, as a MIDI number: 0 … 127; 60 is middle C. Default 60.
    ///   - keys: The MIDI numbers that it plays. Default all.
    ///   - velocities: The velocities that it plays. Default all.
    ///   - loop: The frames of the file that are repeated as long as a note is held. Default none.
    ///   - oneShot: Whether it is played to its end however long the key is held. Default no.
    ///   - gain: Default unity.
    public static func zone(
        _ file: String, root: Double = 60, keys: ClosedRange<Int> = 0...127,
        velocities: ClosedRange<Double> = 0...1, loop: Range<Int>? = nil, oneShot: Bool = false,
        gain: Gain = .unity, line: Int = #line
    ) -> Zone {
        Zone(
            recipe: Recipe(
                .zone,
                [
                    .text(file), .number(root), .integer(keys.lowerBound), .integer(keys.upperBound),
                    .number(velocities.lowerBound), .number(velocities.upperBound),
                    .integer(loop?.lowerBound ?? 0),
                    .optional((loop?.upperBound).map(Value.integer)), .flag(oneShot), gain.value,
                ], line: line))
    }
}

extension Instrument {
    /// Recordings of single notes, played at all pitches: each note plays the first zone that it falls into, resampled.
    ///
    /// A note of velocity 1 is as loud as its file; loudness goes with the square of the velocity. All files together may
    /// hold 256 MiB of samples (8 bytes each).
    ///
    /// - Parameters:
    ///   - phrases: What it plays.
    ///   - zones: The recordings. Notes beside all of them are silent.
    ///   - attack: Seconds in which a note fades in: 0 … 10. Default 0: as the file begins. It may move; a note has what it is as it begins.
    ///   - release: Seconds in which it fades out once the key is let go: 0.005 … 10. Default 0.1. It may move; a note has what it is as it begins.
    ///   - voices: Notes that sound at once: 1 … 128. Default 32.
    ///   - level: A factor on the whole: 0 … 4. May move. Default 1.
    public static func sampler(
        _ phrases: [Phrase], zones: [Zone], attack: some Automatable = 0, release: some Automatable = 0.1,
        voices: Int = 32,
        level: some Automatable = 1.0, line: Int = #line
    ) -> Instrument {
        Instrument(
            recipe: Recipe(
                .sampler,
                [
                    .recipes(phrases.map(\.recipe)), .recipes(zones.map(\.recipe)), attack.automation.value,
                    release.automation.value, .integer(voices), level.automation.value,
                ], line: line))
    }
}

extension Rule {
    package static let sampler = Rule(
        "sampler", .instrument, followsTempo: true,
        [
            .phrases,
            Parameter("zones", .recipes(.zone, count: 1...1_000)),
            Parameter("attack", .automatable(0...10, unit: "seconds"), default: .number(0)),
            Parameter("release", .automatable(0.005...10, unit: "seconds"), default: .number(0.1)),
            .voices, .noteLevel,
        ])

    package static let zone = Rule(
        "zone", .zone,
        [
            Parameter("file", .file),
            Parameter("root", .number(0...127, unit: "(MIDI)"), default: .number(60)),
            Parameter("lowKey", .integer(0...127, unit: "(MIDI)"), default: .integer(0)),
            Parameter("highKey", .integer(0...127, unit: "(MIDI)"), default: .integer(127)),
            Parameter("lowVelocity", .number(0...1, unit: "of full velocity"), default: .number(0)),
            Parameter("highVelocity", .number(0...1, unit: "of full velocity"), default: .number(1)),
            Parameter("loopStart", .integer(0...1_000_000_000, unit: "frames"), default: .integer(0)),
            .optional("loopEnd", .integer(1...1_000_000_000, unit: "frames")),
            Parameter("oneShot", .flag, default: .flag(false)),
            Parameter("gain", .gain, default: Gain.unity.value),
        ])
}
