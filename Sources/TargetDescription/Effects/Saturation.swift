/// How a saturation bends the wave.
public enum SaturationCurve: String, CaseIterable, Sendable {
    /// Evenly, more and more.
    case tanh
    /// Hardly at first, and not at all beyond full scale.
    case soft
    /// Sooner above than below: even harmonics, as a valve makes them, and a constant part, which ``Effect/dcRemoval(line:)``
    /// or a high-pass takes away.
    case tube
}

extension Effect {
    /// Bends the wave, which adds harmonics. It is done at a multiple of the sample rate, so that hardly anything else
    /// is added.
    ///
    /// - Parameters:
    ///   - drive: How far into the curve: 0 … 48 dB. Default 12. It may move.
    ///   - curve: How it bends. Default `.tanh`. All stay within full scale, but for what the filters add.
    ///   - output: Louder or quieter afterwards: −48 … 24 dB. Default 0. It may move.
    ///   - mix: 0 … 1: the sound as it was, the bent one alone. Default 1. It may move.
    ///   - oversampling: 4 or 8 times the sample rate. Default 4.
    public static func saturation(
        drive: some Automatable = 12, curve: SaturationCurve = .tanh, output: some Automatable = 0,
        mix: some Automatable = 1, oversampling: Int = 4, line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .saturation,
                [
                    drive.automation.value, .choice(curve), output.automation.value, mix.automation.value,
                    .text("\(oversampling)"),
                ], line: line))
    }
}

extension Rule {
    package static let saturation = Rule(
        "saturation", .effect, version: 2,
        [
            Parameter("drive", .automatable(0...48, unit: "dB"), default: .number(12)),
            Parameter("curve", .choice(SaturationCurve.self), default: .choice(SaturationCurve.tanh)),
            Parameter("output", .automatable(-48...24, unit: "dB"), default: .number(0)),
            .mix(1),
            Parameter("oversampling", .choice(["4", "8"]), default: .text("4")),
        ])
}
