extension Gate {
    /// All inputs start together and have the same length, sample rate and channels, to the frame. A master
    /// is judged by it without asking; ask for it on an archive of stems.
    public static func aligned(line: Int = #line) -> Gate {
        Gate(recipe: Recipe(.alignedGate, [], line: line))
    }
}

extension Rule {
    package static let alignedGate = Rule("aligned", .gate, [])
}
