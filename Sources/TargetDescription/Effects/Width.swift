extension Effect {
    /// Makes a stereo sound narrower or wider, turning down the sides or the middle. A mono sound stays as it is.
    ///
    /// - Parameter width: 0 … 2: 0 is mono, 1 as it is, 2 the sides alone. It may move.
    public static func width(_ width: some Automatable, line: Int = #line) -> Effect {
        Effect(recipe: Recipe(.width, [width.automation.value], line: line))
    }
}

extension Rule {
    package static let width = Rule("width", .effect, [Parameter("width", .automatable(0...2, unit: ""))])
}
