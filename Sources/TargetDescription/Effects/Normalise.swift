/// What a normaliser brings to a level.
public enum NormalisedLevel: String, CaseIterable, Sendable {
    /// The highest sample, in dBFS.
    case peak
    /// The integrated loudness (ITU-R BS.1770), in LUFS.
    case loudness
}

extension Effect {
    /// Makes all of the sound louder or quieter by one factor, so that its peak or its loudness is what is asked for. The
    /// sound is worked out twice: once to be measured, once to be heard.
    ///
    /// - Parameters:
    ///   - what: The peak or the loudness. The loudness is rounded to 0.01 LU; sound that has none (shorter than 400 ms,
    ///     or below −70 LUFS) ends the build.
    ///   - level: −70 … 0 dBFS or LUFS.
    public static func normalise(_ what: NormalisedLevel, to level: Double, line: Int = #line) -> Effect {
        Effect(recipe: Recipe(.normalise, [.choice(what), .number(level)], line: line))
    }
}

extension Rule {
    package static let normalise = Rule(
        "normalise", .effect,
        [
            Parameter("measure", .choice(NormalisedLevel.self)),
            Parameter("level", .number(-70...0, unit: "dBFS or LUFS"), still: .whole),
        ])
}
