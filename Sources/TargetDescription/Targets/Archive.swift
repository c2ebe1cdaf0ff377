extension Target {
    /// A zip (or a tar) of other targets' files: members sorted by name, time stamps pinned, so that the same
    /// members give the same bytes. It is read back and checked before it counts as built.
    ///
    /// With its files go `delivery.json` and `delivery.csv`, the delivery sheet: what each file is, its SHA-256,
    /// its loudness and peaks, and what its gates found. Whoever receives the archive can check it by that, with
    /// `bounce verify` or without.
    ///
    /// - Parameters:
    ///   - name: The target's name, and the name of its file under `bounces/`.
    ///   - members: The names of the targets that it holds.
    ///   - compression: How it is packed; `.zstd(level:)` makes a `.tar.zst` of it. Default fast.
    ///   - sheet: Whether the delivery sheet goes with the files. Default yes.
    ///   - named: The pattern of its file's name, such as "{production}_{date}". Default its name.
    ///   - gates: What the archive has to fulfil: `aligned`, for stems that belong together.
    public static func archive(
        _ name: String, of members: [String], compression: Compression = .fast, sheet: Bool = true,
        named: String? = nil, gates: [Gate] = [], line: Int = #line
    ) -> Target {
        let (method, level) = compression.values
        return Target(
            recipe: Recipe(
                .archive,
                [
                    .text(name), .texts(members), method, level, .flag(sheet),
                    .optional(named.map(Value.text)), .recipes(gates.map(\.recipe)),
                ], line: line))
    }
}

extension Rule {
    package static let archive = Rule(
        "archive", .target, version: 2,
        [
            .name,
            Parameter("members", .list(.target, count: 1...1_000_000)),
            Parameter("compression", .choice(Compression.methods), default: .text("fast")),
            Parameter(
                "level", .integer(1...19, unit: "(1 quicker, zlib to 9 smaller, zstd to 19)"),
                default: .integer(Compression.usualLevel)),
            Parameter("sheet", .flag, default: .flag(true)),
            .named, .gates,
        ])
}
