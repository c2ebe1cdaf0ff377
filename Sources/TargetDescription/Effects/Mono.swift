extension Effect {
    /// The mean of both channels on each of them.
    public static func mono(line: Int = #line) -> Effect { Effect(recipe: Recipe(.mono, [], line: line)) }
}

extension Rule {
    package static let mono = Rule("mono", .effect, [])
}
