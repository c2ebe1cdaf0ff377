extension Target {
    /// A mix of other targets, and what comes after it.
    ///
    /// Inputs of different length, sample rate or channels break the gate `aligned`; none is skipped.
    ///
    /// - Parameters:
    ///   - name: The target's name, and the name of its file under `bounces/`.
    ///   - inputs: What is mixed, each with its gain and pan.
    ///   - channels: Default the production's. Mono inputs can be panned into a stereo master.
    ///   - effects: Applied to the mix, in order: a limiter, a fade. Default none.
    ///   - format: The form of its file. Default the production's.
    ///   - gates: What the file has to fulfil, beyond format, length, finiteness and alignment.
    public static func master(
        _ name: String, of inputs: [Input], channels: Channels? = nil, through effects: [Effect] = [],
        format: Format? = nil, gates: [Gate] = [], line: Int = #line
    ) -> Target {
        Target(
            recipe: Recipe(
                .master,
                [
                    .text(name), .recipes(inputs.map(\.recipe)), .optional(channels.map(Value.choice)),
                    .recipes(effects.map(\.recipe)), .optional((format?.recipe).map(Value.recipe)),
                    .recipes(gates.map(\.recipe)),
                ], line: line))
    }
}

/// One input of a mix.
public struct Input: Sendable {
    package let recipe: Recipe

    /// A target, as it goes into the mix.
    ///
    /// - Parameters:
    ///   - target: The name of the target.
    ///   - gain: Default unity.
    ///   - pan: −1 left … +1 right, 0 the centre. Mono into stereo follows the constant-power law (−3 dB at the
    ///     centre); stereo into stereo is a balance. Default 0.
    public static func input(
        _ target: String, gain: Gain = .unity, pan: Double = 0, line: Int = #line
    ) -> Input {
        Input(recipe: Recipe(.input, [.text(target), gain.value, .number(pan)], line: line))
    }
}

extension Rule {
    package static let master = Rule(
        "master", .target,
        [
            .name,
            Parameter("inputs", .recipes(.input, count: 1...10_000)),
            .optional("channels", .choice(Channels.self)),
            .effects, .format, .gates,
        ])

    package static let input = Rule(
        "input", .input,
        [
            Parameter("target", .target),
            Parameter("gain", .gain, default: Gain.unity.value),
            Parameter("pan", .number(-1...1, unit: "(left to right)"), default: .number(0)),
        ])
}
