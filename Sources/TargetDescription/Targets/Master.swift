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
    ///   - tags: What the file says of the music; fields that are not given are the production's.
    ///   - named: The pattern of its file's name, such as "{production}_{stem}_{bpm}bpm". Default the production's.
    ///   - gates: What the file has to fulfil, beyond format, length, finiteness and alignment.
    public static func master(
        _ name: String, of inputs: [Input], channels: Channels? = nil, through effects: [Effect] = [],
        format: Format? = nil, tags: Tags? = nil, named: String? = nil,
        gates: [Gate] = [], line: Int = #line
    ) -> Target {
        Target(
            recipe: Recipe(
                .master,
                [
                    .text(name), .recipes(inputs.map(\.recipe)), .optional(channels.map(Value.choice)),
                    .recipes(effects.map(\.recipe)), .optional((format?.recipe).map(Value.recipe)),
                    .optional((tags?.recipe).map(Value.recipe)), .optional(named.map(Value.text)),
                    .recipes(gates.map(\.recipe)),
                ], line: line))
    }
}

extension Rule {
    package static let master = Rule(
        "master", .target,
        [
            .name,
            Parameter("inputs", .recipes(.input, count: 1...10_000)),
            .optional("channels", .choice(Channels.self)),
            .effects, .format, .tags, .named, .gates,
        ])
}
