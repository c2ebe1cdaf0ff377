extension Effect {
    /// Left to the right and right to the left. A mono sound stays as it is.
    public static func swap(line: Int = #line) -> Effect { Effect(recipe: Recipe(.swap, [], line: line)) }
}

extension Rule {
    package static let swap = Rule("swap", .effect, [])
}
