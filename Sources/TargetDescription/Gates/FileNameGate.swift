extension Gate {
    /// The file's name is one that every receiver can take: letters, digits, `-`, `_` and `.`, and no spaces.
    ///
    /// - Parameter spaces: Whether spaces may be in it. Default false.
    public static func fileName(spaces: Bool = false, line: Int = #line) -> Gate {
        Gate(recipe: Recipe(.fileNameGate, [.flag(spaces)], line: line))
    }
}

extension Rule {
    package static let fileNameGate = Rule(
        "file-name", .gate, [Parameter("spaces", .flag, default: .flag(false))])
}
