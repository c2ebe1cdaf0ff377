extension Effect {
    /// Centres the wave on zero: subtracts the mean of each channel, for which the sound is worked out twice.
    public static func dcRemoval(line: Int = #line) -> Effect {
        Effect(recipe: Recipe(.dcRemoval, [], line: line))
    }
}

extension Rule {
    package static let dcRemoval = Rule("dc-removal", .effect, [])
}
