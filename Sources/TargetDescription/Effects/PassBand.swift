/// What a filter lets pass. Frequencies are in hertz, 1 … 190,000, below half the sample rate. They may move, where the
/// filter's phase is not zero.
public struct PassBand: Sendable {
    /// For the parameters of ``parameters``.
    let values: [Value]

    /// What is below a frequency.
    public static func lowpass(_ frequency: some Automatable) -> PassBand {
        PassBand(values: [.text("lowpass"), frequency.automation.value, .absent])
    }

    /// What is above a frequency.
    public static func highpass(_ frequency: some Automatable) -> PassBand {
        PassBand(values: [.text("highpass"), frequency.automation.value, .absent])
    }

    /// What is between two frequencies.
    public static func bandpass(_ lower: some Automatable, _ upper: some Automatable) -> PassBand {
        PassBand(values: [.text("bandpass"), lower.automation.value, upper.automation.value])
    }

    static let parameters = [
        Parameter("band", .choice(["lowpass", "highpass", "bandpass"])),
        Parameter("frequency", .automatable(1...190_000, unit: "Hz")),
        .optional("upper", .automatable(1...190_000, unit: "Hz")),
    ]
}
