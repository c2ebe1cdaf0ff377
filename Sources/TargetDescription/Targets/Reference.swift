extension Target {
    /// An existing file that is checked against gates and not changed.
    ///
    /// - Parameters:
    ///   - name: The target's name.
    ///   - file: The path of the file, relative to the manifest.
    ///   - optional: Whether the file may be missing; that is then a note, not an error. Default false.
    ///   - gates: What the file has to fulfil.
    public static func reference(
        _ name: String, file: String, optional: Bool = false, gates: [Gate] = [], line: Int = #line
    ) -> Target {
        Target(
            recipe: Recipe(
                .reference, [.text(name), .text(file), .flag(optional), .recipes(gates.map(\.recipe))],
                line: line))
    }
}

extension Rule {
    package static let reference = Rule(
        "reference", .target,
        [.name, Parameter("file", .file), Parameter("optional", .flag, default: .flag(false)), .gates])
}
