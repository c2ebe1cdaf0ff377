import Foundation

/// The fragments of `docs/manifest.md`, each completed by what stands around it, as one manifest that uses all of them.
///
/// - Below a heading of a rule, such as "### `lowpass` effect", a fragment is an element of a list of that family.
/// - `element: FAMILY` above a fragment says the same where there is no such heading.
/// - `declarations` above a fragment: it stands before the production, as it is.
struct ReferenceManifest {
    private var examples: [String: [String]] = [:]
    private var declarations = ""

    init() throws {
        for block in try Page(path: "docs/manifest.md").blocks
        where block.language == "swift" && !block.isManifest {
            if block.has("declarations") {
                declarations += block.text
            } else {
                examples[Self.family(of: block), default: []].append(block.text)
            }
        }
    }

    /// What a fragment is an element of; empty where nothing says so.
    static func family(of block: Page.Block) -> String {
        if let stated = block.argument("element") { return stated }
        guard block.heading.hasPrefix("### `") else { return "" }
        return block.heading.split(separator: " ").last.map(String.init) ?? ""
    }

    /// Families that Swift calls by another name.
    private let typeNames = [
        "curve": "Automation", "tempo": "TempoChange", "signature": "SignatureChange", "filter": "NoteFilter",
        "lfo": "LFO",
    ]

    var text: String {
        let lists = examples.keys.filter { $0 != "production" }.sorted().map { family in
            "let \(family)s: [\(typeNames[family] ?? family.capitalized)] = [\n\(examples[family, default: []].joined(separator: ","))]"
        }
        return "import TargetDescription\n" + declarations + lists.joined(separator: "\n") + """

            let production = Production(
                "reference",
                sections: [.section("intro", bars: 4), .section("chorus", bars: 16)] + sections,
                targets: targets + [
                    .stem("drums", .drums(patterns, kit: voices)),
                    .stem("effects", .tone(.sine, frequency: 100, level: 0.1), effects: effects, gates: gates),
                    .stem("guitars", .tone(.sine, frequency: 100, level: 0.1)),
                    .stem("phrases", .synth(phrases)), .midi("tracks", tracks: tracks),
                    .master("inputs", of: inputs),
                    .bus("automation", of: curves.map { .input("bass", pan: $0) } + [.input("bass", pan: .curve(points))]),
                ]
                    + instruments.enumerated().map { .stem("instrument \\($0)", $1) }
                    + formats.enumerated().map { .process("format \\($0)", from: "bass", through: [], format: $1) })
            """
    }
}
