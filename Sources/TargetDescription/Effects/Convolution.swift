extension Effect {
    /// Convolves with an impulse response in a sound file: a room, a plate, a cabinet. What would be heard after the
    /// target's end is cut there.
    ///
    /// ```swift
    /// .convolution("hall.wav", mix: 1, predelay: .seconds(0.02))
    /// ```
    ///
    /// - Parameters:
    ///   - file: The path of the file, relative to the manifest: mono, stereo, or of four channels for a stereo target, from
    ///     left to left, left to right, right to left and right to right. At most 30 s.
    ///   - gain: Of the response. Default unity.
    ///   - normalise: Whether the response is brought to an energy of 1 first, so that noise comes out as loud as it went
    ///     in. Default yes.
    ///   - mix: The share of what is convolved, 0 … 1. Default 1. It may move.
    ///   - predelay: Silence before the response, at most 1 s. Default none.
    ///   - resample: Whether a file of another rate is converted. Default no: it is refused.
    public static func convolution(
        _ file: String, gain: Gain = .unity, normalise: Bool = true, mix: some Automatable = 1,
        predelay: Time = .seconds(0), resample: Bool = false, line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .convolution,
                [
                    .text(file), gain.value, .flag(normalise), mix.automation.value, predelay.value,
                    .flag(resample),
                ], line: line))
    }
}

extension Rule {
    package static let convolution = Rule(
        "convolution", .effect,
        [
            Parameter("file", .file),
            Parameter("gain", .gain, default: Gain.unity.value, still: .choice),
            Parameter("normalise", .flag, default: .flag(true)),
            .mix(1),
            .predelay,
            Parameter("resample", .flag, default: .flag(false)),
        ])
}

extension Parameter {
    /// Silence before what a room answers.
    static let predelay = Parameter("predelay", .time, default: Time.seconds(0).value, still: .structure)
}
