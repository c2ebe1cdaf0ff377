extension Effect {
    /// Cuts off what exceeds the ceiling, and reports how many samples that was.
    ///
    /// - Parameter ceiling: −60 … 0 dBFS. Default 0, full scale. It may move.
    public static func clip(at ceiling: some Automatable = 0, line: Int = #line) -> Effect {
        Effect(recipe: Recipe(.clip, [ceiling.automation.value], line: line))
    }
}

extension Rule {
    package static let clip = Rule(
        "clip", .effect, [Parameter("ceiling", .automatable(-60...0, unit: "dBFS"), default: .number(0))])
}
