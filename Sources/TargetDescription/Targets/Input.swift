/// How a mono sound is spread over left and right.
public enum PanLaw: String, CaseIterable, Sendable {
    /// The power stays: −3 dB on either side at the centre.
    case constantPower = "constant-power"
    /// The sum of left and right stays: −6 dB on either side at the centre.
    case linear
    /// Half way between the two: −4.5 dB on either side at the centre.
    case compromise
    /// At the centre both sides have all of it, and towards one the other is turned down.
    case balance
}

/// One input of a mix.
public struct Input: Sendable {
    package let recipe: Recipe

    /// A target, as it goes into the mix.
    ///
    /// - Parameters:
    ///   - target: The name of the target.
    ///   - gain: Default unity.
    ///   - pan: −1 left … +1 right, 0 the centre. Mono into stereo follows the law; stereo into stereo is a balance.
    ///     Default 0.
    ///   - law: How loud a mono sound is on either side. Default the constant-power law (−3 dB at the centre).
    public static func input(
        _ target: String, gain: Gain = .unity, pan: some Automatable = 0, law: PanLaw? = nil,
        line: Int = #line
    ) -> Input {
        Input(
            recipe: Recipe(
                .input,
                [.text(target), gain.value, pan.automation.value, .optional(law.map(Value.choice))],
                line: line))
    }
}

extension Rule {
    package static let input = Rule(
        "input", .input,
        [
            Parameter("target", .target),
            Parameter("gain", .automatableGain, default: Gain.unity.value),
            Parameter("pan", .automatable(-1...1, unit: "(left to right)"), default: .number(0)),
            .optional("law", .choice(PanLaw.self)),
        ])
}
