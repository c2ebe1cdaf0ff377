internal import BuildGraph
internal import SoundFiles
internal import TargetDescription

/// How the file of a target is called: a pattern with fields in braces, such as
/// `{production}_{stem}_{bpm}bpm_{key}`. The file's extension follows from its format; a pattern may say it.
struct NamePattern {
    private static let fields = [
        "production", "target", "stem", "bpm", "key", "rate", "bits", "date", "version",
    ]

    let text: String
    let line: Int

    /// The pattern that a target follows: its own, or the production's for audio; nil where it goes by its name.
    init?(_ target: Recipe, _ kind: TargetKind, _ production: Recipe) {
        if target.has("named"), target.isGiven("named") {
            (text, line) = (target.text("named"), target.line)
        } else if kind != .archive, kind != .midi, kind != .reference, production.isGiven("named") {
            (text, line) = (production.text("named"), production.line)
        } else {
            return nil
        }
    }

    /// The name of the file, found to be one on every system.
    func fileName(
        _ target: Recipe, _ production: Recipe, _ tags: SoundTags, format: Recipe?, fileExtension: String
    ) throws(Refusal) -> String {
        let values = values(target, production, tags, format)
        var name = try filled(withoutExtension(fileExtension), values, target.text("name"))
        name += ".\(fileExtension)"
        if let problem = fileNameProblem(name) {
            throw refusal(
                "the pattern \"\(text)\" gives '\(target.text("name"))' a file that cannot be: \(problem)")
        }
        return name
    }

    private func filled(
        _ pattern: Substring, _ values: [String: String], _ target: String
    ) throws(Refusal) -> String {
        var (name, rest) = ("", pattern)
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            name += rest[..<open]
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else {
                throw refusal("the pattern \"\(text)\" has a brace without its other one")
            }
            let field = String(rest[rest.index(after: open)..<close])
            guard Self.fields.contains(field) else {
                let hint = closest(to: field, among: Self.fields).map { "did you mean {\($0)}?" }
                let all = "there are " + Self.fields.map { "{\($0)}" }.joined(separator: ", ")
                throw refusal("the pattern \"\(text)\" has no field {\(field)}: \(hint ?? all)")
            }
            guard let value = values[field] else {
                throw refusal(
                    "the pattern \"\(text)\" asks for {\(field)}, and '\(target)' has none\(source(field))")
            }
            name += value
            rest = rest[rest.index(after: close)...]
        }
        return name + rest
    }

    private func source(_ field: String) -> String {
        ["key", "date", "version"].contains(field) ? ": give it tags: .tags(\(field): …)" : ""
    }

    private func values(
        _ target: Recipe, _ production: Recipe, _ tags: SoundTags, _ format: Recipe?
    ) -> [String: String] {
        let name = target.text("name")
        var values = [
            "production": production.text("name"), "target": name, "stem": name,
            "bpm": tags.tempo ?? plain(production.number("tempo")),
            "rate": "\(production.integer("sampleRate"))",
        ]
        values["key"] = tags.key
        values["date"] = tags.date
        values["version"] = tags.version
        if let format, format.has("encoding") {
            let encoding: SoundFiles.Encoding = format.word("encoding")
            values["bits"] = encoding.isInteger ? "\(encoding.bits)" : "\(encoding.bits)f"
        }
        return values
    }

    /// The pattern without the extension of the target's format; another format's is refused.
    private func withoutExtension(_ fileExtension: String) throws(Refusal) -> Substring {
        let known = Set(Container.allCases.map(\.fileExtension) + ["zip", "tar.zst"])
        guard let found = known.first(where: { text.hasSuffix(".\($0)") }) else { return text[...] }
        guard found == fileExtension else {
            throw refusal(
                "the pattern \"\(text)\" ends in .\(found), and the file is .\(fileExtension): leave the extension out"
            )
        }
        return text.dropLast(found.count + 1)
    }

    private func refusal(_ message: String) -> Refusal { Refusal(line: line, message) }
}
