extension Target {
    /// A stem: one or more instruments, summed.
    ///
    /// - Parameters:
    ///   - name: The target's name, and the name of its file under `bounces/`.
    ///   - instruments: What sounds.
    ///   - sections: The sections in which it sounds, with click-free edges; empty for all of the time.
    ///   - duration: Its length. Default the production's.
    ///   - channels: Default the production's.
    ///   - effects: Applied in order. Default none.
    ///   - format: The form of its file. Default the production's.
    ///   - tags: What the file says of the music; fields that are not given are the production's.
    ///   - named: The pattern of its file's name, such as "{production}_{stem}_{bpm}bpm". Default the production's.
    ///   - gates: What the file has to fulfil, beyond format, length and finiteness.
    public static func stem(
        _ name: String, _ instruments: Instrument..., in sections: [String] = [], duration: Time? = nil,
        channels: Channels? = nil, effects: [Effect] = [], format: Format? = nil, tags: Tags? = nil,
        named: String? = nil,
        gates: [Gate] = [],
        line: Int = #line
    ) -> Target {
        Target(
            recipe: Recipe(
                .stem,
                [
                    .text(name), .recipes(instruments.map(\.recipe)), .texts(sections),
                    .optional(duration?.value), .optional(channels.map(Value.choice)),
                    .recipes(effects.map(\.recipe)), .optional((format?.recipe).map(Value.recipe)),
                    .optional((tags?.recipe).map(Value.recipe)), .optional(named.map(Value.text)),
                    .recipes(gates.map(\.recipe)),
                ], line: line))
    }
}

extension Rule {
    package static let stem = Rule(
        "stem", .target,
        [
            .name,
            Parameter("instruments", .recipes(.instrument, count: 1...1_000)),
            Parameter("sections", .list(.section, count: Kind.anyCount), default: .list([])),
            .optional("duration", .time),
            .optional("channels", .choice(Channels.self)),
            .effects, .format, .tags, .named, .gates,
        ])
}
