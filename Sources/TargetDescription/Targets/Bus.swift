extension Target {
    /// A mix on its way: a group of stems, or what is sent to an effect. It goes on into other buses or the master.
    ///
    /// A send is an input with its own gain: the target goes into the master as it is, and into the bus as loud as
    /// the send says. The bus then holds what comes back, such as the reverberation alone.
    ///
    /// ```swift
    /// .bus("echo", of: [.input("lead", gain: .decibels(-12))], through: [.delay(time: .beats(0.75), mix: 1)])
    /// .master("mix", of: [.input("lead"), .input("echo")])
    /// ```
    ///
    /// - Parameters:
    ///   - name: The target's name, and the name of its file under `bounces/`.
    ///   - inputs: What is mixed, each with its gain and pan.
    ///   - channels: Default the production's. Mono inputs can be panned into a stereo bus.
    ///   - effects: Applied to the mix, in order. Default none.
    ///   - format: The form of its file. Default the production's.
    ///   - tags: What the file says of the music; fields that are not given are the production's.
    ///   - named: The pattern of its file's name, such as "{production}_{stem}_{bpm}bpm". Default the production's.
    ///   - gates: What the file has to fulfil, beyond format, length, finiteness and alignment.
    public static func bus(
        _ name: String, of inputs: [Input], channels: Channels? = nil, through effects: [Effect] = [],
        format: Format? = nil, tags: Tags? = nil, named: String? = nil, gates: [Gate] = [], line: Int = #line
    ) -> Target {
        Target(
            recipe: Recipe(
                .bus,
                [
                    .text(name), .recipes(inputs.map(\.recipe)), .optional(channels.map(Value.choice)),
                    .recipes(effects.map(\.recipe)), .optional((format?.recipe).map(Value.recipe)),
                    .optional((tags?.recipe).map(Value.recipe)), .optional(named.map(Value.text)),
                    .recipes(gates.map(\.recipe)),
                ], line: line))
    }
}

extension Rule {
    package static let bus = Rule("bus", .target, master.parameters)
}
