extension Gate {
    /// No sample is NaN or infinite. Every stem, processed stem and master is judged by it without asking; ask for
    /// it on a file from elsewhere.
    public static func finite(line: Int = #line) -> Gate {
        Gate(recipe: Recipe(.finiteGate, [], line: line))
    }
}

extension Rule {
    package static let finiteGate = Rule("finite", .gate, [])
}
