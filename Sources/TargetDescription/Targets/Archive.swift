extension Target {
    /// A zip of other targets' files: members sorted by name, time stamps pinned, so that the same members
    /// give the same bytes. It is read back and checked before it counts as built.
    ///
    /// - Parameters:
    ///   - name: The target's name, and the name of its file under `bounces/`.
    ///   - members: The names of the targets that it holds.
    ///   - compression: Default fast.
    ///   - gates: What the archive has to fulfil: `aligned`, for stems that belong together.
    public static func archive(
        _ name: String, of members: [String], compression: Compression = .fast, gates: [Gate] = [],
        line: Int = #line
    ) -> Target {
        let (method, level) = compression.values
        return Target(
            recipe: Recipe(
                .archive, [.text(name), .texts(members), method, level, .recipes(gates.map(\.recipe))],
                line: line))
    }
}

extension Rule {
    package static let archive = Rule(
        "archive", .target,
        [
            .name,
            Parameter("members", .list(.target, count: 1...1_000_000)),
            Parameter("compression", .choice(Compression.methods), default: .text("fast")),
            Parameter(
                "level", .integer(1...9, unit: "(zlib, 1 quicker to 9 smaller)"),
                default: .integer(Compression.usualLevel)),
            .gates,
        ])
}
