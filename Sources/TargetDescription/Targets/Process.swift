extension Target {
    /// Another target through a chain of effects: the same length, rate and channels.
    ///
    /// - Parameters:
    ///   - name: The target's name, and the name of its file under `bounces/`.
    ///   - source: The name of the target that is processed.
    ///   - effects: Applied in order.
    ///   - format: The form of its file. Default the production's.
    ///   - tags: What the file says of the music; fields that are not given are the production's.
    ///   - named: The pattern of its file's name, such as "{production}_{stem}_{bpm}bpm". Default the production's.
    ///   - gates: What the file has to fulfil, beyond format, length and finiteness.
    public static func process(
        _ name: String, from source: String, through effects: [Effect], format: Format? = nil,
        tags: Tags? = nil, named: String? = nil,
        gates: [Gate] = [], line: Int = #line
    ) -> Target {
        Target(
            recipe: Recipe(
                .process,
                [
                    .text(name), .text(source), .recipes(effects.map(\.recipe)),
                    .optional((format?.recipe).map(Value.recipe)),
                    .optional((tags?.recipe).map(Value.recipe)), .optional(named.map(Value.text)),
                    .recipes(gates.map(\.recipe)),
                ], line: line))
    }
}

extension Rule {
    package static let process = Rule(
        "process", .target, [.name, Parameter("source", .target), .effects, .format, .tags, .named, .gates])
}
