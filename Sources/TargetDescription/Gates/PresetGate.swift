extension Gate {
    /// What a kind of delivery asks for: a set of gates under one name.
    ///
    /// - Parameter preset: The delivery. `bounce presets` lists them with their sources and dates.
    public static func preset(_ preset: Preset, line: Int = #line) -> Gate {
        Gate(recipe: preset.recipe(line: line))
    }
}

extension Rule {
    package static let presetGate = Rule(
        "preset", .gate,
        [
            Parameter("name", .choice(Preset.self)),
            .optional("version", .integer(1...1_000_000, unit: "")),
            .optional("gates", .recipes(.gate, count: 0...1_000)),
        ])
}
