import Foundation
import Testing

/// What the documentation shows has to work as it stands there.
@Suite("The documentation")
struct DocumentationTests {
    @Test("every manifest in it is in order", arguments: try Page.all().flatMap(\.manifests))
    func manifest(_ example: Example) throws {
        let place = try WorkSpace()
        try place.write(example.text, as: "Targets.swift")
        let result = try place.run("describe")
        #expect(result.exit == 0, "\(example) is refused: \(result.errors)")
    }

    @Test("every example in the reference is in order, and all of them together")
    func reference() throws {
        let place = try WorkSpace()
        try place.write(Reference().manifest, as: "Targets.swift")
        let result = try place.run("describe")
        #expect(result.exit == 0, "\(result.errors)")
    }

    @Test("every description in it is in order", arguments: try Page.all().flatMap(\.descriptions))
    func description(_ example: Example) throws {
        let place = try WorkSpace()
        try place.write(example.text, as: "description.json")
        let result = try place.run("describe", "-f", "description.json")
        #expect(result.exit == 0, "\(example) is refused: \(result.errors)")
    }

    @Test("every link to another file leads somewhere", arguments: try Page.all())
    func links(of page: Page) {
        #expect(page.links.filter { !FileManager.default.fileExists(atPath: $0.path) } == [])
    }
}

/// A block on a page, or a whole file.
struct Example: CustomTestStringConvertible {
    let place: String
    let text: String

    var testDescription: String { place }
}

/// A page of the documentation.
struct Page: CustomTestStringConvertible {
    let url: URL
    let text: String

    var testDescription: String { url.lastPathComponent }

    /// All of them, and the manifests beside them.
    static func all() throws -> [Page] {
        let docs = FileManager.default.enumerator(atPath: root.appending(path: "docs").path)
        let names = docs?.compactMap { $0 as? String } ?? []
        let paths = names.filter { $0.hasSuffix(".md") || $0.hasSuffix(".swift") }.sorted().map {
            "docs/\($0)"
        }
        return try (["README.md", "Targets.swift.example"] + paths).map { path in
            let url = root.appending(path: path)
            return Page(url: url, text: try String(contentsOf: url, encoding: .utf8))
        }
    }

    /// The directory of the project.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The manifests on it: each block that states a production, or the whole of a Swift file.
    var manifests: [Example] {
        guard url.pathExtension == "md" else { return [Example(place: path, text: text)] }
        return examples(in: "swift", with: "Production(")
    }

    /// The whole descriptions on it.
    var descriptions: [Example] { examples(in: "json", with: "\"targets\": [") }

    private var path: String { url.path.replacing("\(Page.root.path)/", with: "") }

    private func examples(in language: String, with mark: String) -> [Example] {
        guard url.pathExtension == "md" else { return [] }
        return Page.blocks(of: text, in: language).filter { $0.contains(mark) }.enumerated().map {
            index, block in
            Example(place: "\(path), \(language) \(index + 1)", text: block)
        }
    }

    /// The blocks of a language in a text.
    static func blocks(of text: String, in language: String) -> [String] {
        text.components(separatedBy: "```\(language)\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
    }

    /// The files that it links to.
    var links: [URL] {
        guard url.pathExtension == "md" else { return [] }
        return text.matches(of: /\]\(([^)#:]+)(#[^)]*)?\)/).map { match in
            url.deletingLastPathComponent().appending(path: String(match.1)).standardizedFileURL
        }
    }
}

/// The examples of `docs/manifest.md`, each under the heading of its rule and so of a known type, as one
/// manifest that uses all of them.
private struct Reference {
    private var examples: [String: [String]] = [:]

    init() throws {
        let text = try String(contentsOf: Page.root.appending(path: "docs/manifest.md"), encoding: .utf8)
        for entry in text.components(separatedBy: "\n### ").dropFirst() {
            let heading = entry.prefix { $0 != "\n" }
            let family = heading.split(separator: " ").last.map(String.init) ?? ""
            examples[family, default: []] += Page.blocks(of: entry, in: "swift")
        }
    }

    var manifest: String {
        let lists = examples.keys.filter { $0 != "production" }.sorted().map { family in
            "let \(family)s: [\(family.capitalized)] = [\n\(examples[family, default: []].joined(separator: ","))]"
        }
        return "import TargetDescription\n" + lists.joined(separator: "\n") + """

            let production = Production(
                "reference",
                sections: [.section("intro", bars: 4), .section("chorus", bars: 16)] + sections,
                targets: targets + [
                    .stem("drums", .drums(patterns, kit: voices)),
                    .stem("effects", .tone(.sine, frequency: 100, level: 0.1), effects: effects, gates: gates),
                    .stem("guitars", .tone(.sine, frequency: 100, level: 0.1)),
                    .master("inputs", of: inputs),
                ]
                    + instruments.enumerated().map { .stem("instrument \\($0)", $1) }
                    + formats.enumerated().map { .process("format \\($0)", from: "bass", through: [], format: $1) })
            """
    }
}
