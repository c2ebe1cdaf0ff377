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
    ///   - gain: Of the response: a factor, decibels, or a curve of decibels. Default unity.
    ///   - normalise: Whether the response is brought to an energy of 1 first, so that noise comes out as loud as it went
    ///     in. Default yes.
    ///   - mix: The share of what is convolved, 0 … 1. Default 1. It may move.
    ///   - predelay: Silence before the response, at most 1 s. Default none.
    ///   - resample: Whether a file of another rate is converted. Default no: it is refused.
    public static func convolution(
        _ file: String, gain: Gain = .unity, normalise: Bool = true, mix: some Automatable = 1,
        predelay: Time = .seconds(0), resample: Bool = false, line: Int = #line
    ) -> Effect {
        convolution(
            [.text(file), gain.value, .flag(normalise), mix.automation.value, predelay.value], resample, line)
    }

    /// Convolves with an impulse response that comes sooner or later as time goes on.
    ///
    /// - Parameters:
    ///   - file: As for a predelay that stands still.
    ///   - gain: As for a predelay that stands still.
    ///   - normalise: As for a predelay that stands still.
    ///   - mix: As for a predelay that stands still.
    ///   - predelay: A curve of seconds, 0 … 1; four frames at the least.
    ///   - resample: As for a predelay that stands still.
    public static func convolution(
        _ file: String, gain: Gain = .unity, normalise: Bool = true, mix: some Automatable = 1,
        predelay: Automation, resample: Bool = false, line: Int = #line
    ) -> Effect {
        convolution(
            [.text(file), gain.value, .flag(normalise), mix.automation.value, predelay.value], resample, line)
    }

    private static func convolution(_ values: [Value], _ resample: Bool, _ line: Int) -> Effect {
        Effect(recipe: Recipe(.convolution, values + [.flag(resample)], line: line))
    }
}

extension Rule {
    package static let convolution = Rule(
        "convolution", .effect,
        [
            Parameter("file", .file),
            Parameter("gain", .automatableGain, default: Gain.unity.value),
            Parameter("normalise", .flag, default: .flag(true)),
            .mix(1),
            .predelay,
            Parameter("resample", .flag, default: .flag(false)),
        ])
}

extension Parameter {
    /// Silence before what a room answers.
    static let predelay = Parameter("predelay", .automatableTime(0...1), default: Time.seconds(0).value)
}
