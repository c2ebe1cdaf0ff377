/// The voices of a drum kit.
public enum DrumPart: String, CaseIterable, Sendable {
    /// The kick (bass) drum.
    case kick
    /// The snare drum.
    case snare
    /// The hi-hat, closed.
    case closedHat
    /// The hi-hat, open; stopped by the closed one.
    case openHat
    /// The hand clap.
    case clap
    /// The low tom.
    case lowTom
    /// The tom in the middle.
    case midTom
    /// The high tom.
    case highTom
    /// The cowbell.
    case cowbell
    /// The rim shot.
    case rim
    /// The ride cymbal.
    case ride
    /// The crash cymbal.
    case crash
}

/// The sound of one voice of a drum kit.
public struct Voice: Sendable {
    package let recipe: Recipe

    /// A one-shot sample from a file in place of the synthesised voice.
    ///
    /// - Parameters:
    ///   - part: The voice that it replaces.
    ///   - file: The path of the file, relative to the manifest: at most 30 s, at the production's rate.
    ///   - gain: Default unity.
    ///   - resample: Whether a file of another rate is converted. Default no: it is refused.
    public static func sample(
        _ part: DrumPart, _ file: String, gain: Gain = .unity, resample: Bool = false, line: Int = #line
    ) -> Voice {
        Voice(
            recipe: Recipe(
                .sample, [.choice(part), .text(file), gain.value, .flag(resample)], line: line))
    }
}

extension Rule {
    package static let sample = Rule(
        "sample", .voice,
        [
            Parameter("part", .choice(DrumPart.self)),
            Parameter("file", .file),
            Parameter("gain", .gain, default: Gain.unity.value),
            Parameter("resample", .flag, default: .flag(false)),
        ])
}
