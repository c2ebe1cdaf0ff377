/// Which channels of a recording are used.
public enum RecordingChannels: String, CaseIterable, Sendable {
    /// All of them; a mono recording sounds on every channel of its stem.
    case all
    /// The first only.
    case left
    /// The second only.
    case right
    /// The mean of all of them.
    case mix
}

/// What part of the timeline a recording fills.
public enum Looping: Sendable, Equatable {
    /// It plays once.
    case once
    /// It is repeated to the end of the stem.
    case whole
    /// It is repeated in these sections, from the top in each; `at` then counts from a section's start.
    case sections([String])

    package var values: (loop: Value, sections: Value) {
        switch self {
        case .once: (.text("once"), .list([]))
        case .whole: (.text("whole"), .list([]))
        case .sections(let names): (.text("sections"), .texts(names))
        }
    }
}

extension Instrument {
    /// An existing audio file, placed on the timeline.
    ///
    /// Any format that libsndfile reads: WAV, AIFF, FLAC, Ogg, MP3 and more. Its sample rate has to be the
    /// production's, unless you ask for a conversion: none is made behind your back.
    ///
    /// - Parameters:
    ///   - file: The path of the file, relative to the manifest.
    ///   - at: Where it begins on the timeline. Default the start.
    ///   - from: How much to skip of its beginning. Default nothing.
    ///   - to: Where to stop in the file, counted from its own start. Default its end.
    ///   - loop: Whether, and where, it is repeated. Default once.
    ///   - gain: Default unity.
    ///   - channels: Which of its channels to use. Default all.
    ///   - resample: Whether a file of another rate is converted. Default no: it is refused.
    public static func recording(
        _ file: String, at: Time = .seconds(0), from: Time = .seconds(0), to: Time? = nil,
        loop: Looping = .once, gain: Gain = .unity, channels: RecordingChannels = .all,
        resample: Bool = false, line: Int = #line
    ) -> Instrument {
        let (word, sections) = loop.values
        return Instrument(
            recipe: Recipe(
                .recording,
                [
                    .text(file), at.value, from.value, .optional(to?.value), word, sections, gain.value,
                    .choice(channels), .flag(resample),
                ], line: line))
    }
}

extension Rule {
    package static let recording = Rule(
        "recording", .instrument,
        [
            Parameter("file", .file),
            Parameter("at", .time, default: Time.seconds(0).value, still: .place),
            Parameter("from", .time, default: Time.seconds(0).value, still: .place),
            .optional("to", .time, still: .place),
            Parameter("loop", .choice(["once", "whole", "sections"]), default: .text("once")),
            Parameter("loopSections", .list(.section, count: Kind.anyCount), default: .list([])),
            Parameter("gain", .automatableGain, default: Gain.unity.value),
            Parameter("channels", .choice(RecordingChannels.self), default: .choice(RecordingChannels.all)),
            Parameter("resample", .flag, default: .flag(false)),
        ])
}
