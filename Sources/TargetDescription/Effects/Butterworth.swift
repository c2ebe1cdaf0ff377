/// How a filter treats time.
public enum Phase: String, CaseIterable, Sendable {
    /// Forwards only, as an analogue filter: it delays what it passes, by frequency.
    case causal
    /// Forwards and backwards: no delay at any frequency, and twice the attenuation (−6 dB at the cut-off).
    case zero
}

// Butterworth filters: maximally flat in the pass band (S. Butterworth, 1930), by the bilinear transform with
// the cut-off frequencies prewarped, in second-order sections of double precision.
extension Effect {
    /// A Butterworth low-pass: passes what is below the frequency.
    ///
    /// - Parameters:
    ///   - frequency: The cut-off (−3 dB; −6 dB with zero phase): 1 … 190,000 Hz, below half the sample rate.
    ///     It may move where the phase is causal.
    ///   - order: The slope, 6 dB per octave each: 1 … 16. Default 4.
    ///   - phase: Causal or zero. Default causal.
    public static func lowpass(
        frequency: some Automatable, order: Int = 4, phase: Phase = .causal, line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .lowpass, [frequency.automation.value, .integer(order), .choice(phase)], line: line))
    }

    /// A Butterworth high-pass: passes what is above the frequency.
    ///
    /// - Parameters:
    ///   - frequency: The cut-off (−3 dB; −6 dB with zero phase): 1 … 190,000 Hz, below half the sample rate.
    ///     It may move where the phase is causal.
    ///   - order: The slope, 6 dB per octave each: 1 … 16. Default 4.
    ///   - phase: Causal or zero. Default causal.
    public static func highpass(
        frequency: some Automatable, order: Int = 4, phase: Phase = .causal, line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .highpass, [frequency.automation.value, .integer(order), .choice(phase)], line: line))
    }

    /// A Butterworth band-pass: passes what is between two frequencies.
    ///
    /// - Parameters:
    ///   - low: The lower cut-off (−3 dB; −6 dB with zero phase): 1 … 190,000 Hz.
    ///   - high: The upper cut-off, above the lower one and below half the sample rate.
    ///     Both may move where the phase is causal.
    ///   - order: The slope on either side, 6 dB per octave each: 1 … 16. Default 2.
    ///   - phase: Causal or zero. Default causal.
    public static func bandpass(
        low: some Automatable, high: some Automatable, order: Int = 2, phase: Phase = .causal,
        line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .bandpass, [low.automation.value, high.automation.value, .integer(order), .choice(phase)],
                line: line))
    }
}

extension Rule {
    package static let lowpass = Rule("lowpass", .effect, version: 2, [cutoff("frequency"), order(4), phase])
    package static let highpass = Rule(
        "highpass", .effect, version: 2, [cutoff("frequency"), order(4), phase])
    package static let bandpass = Rule(
        "bandpass", .effect, version: 2, [cutoff("low"), cutoff("high"), order(2), phase])

    static let phase = Parameter("phase", .choice(Phase.self), default: .choice(Phase.causal))

    private static func cutoff(_ name: String) -> Parameter {
        Parameter(name, .automatable(1...190_000, unit: "Hz"))
    }

    static func order(_ usual: Int) -> Parameter {
        Parameter("order", .integer(1...16, unit: ""), default: .integer(usual), still: .structure)
    }
}
