import Foundation
import TargetDescription
import Testing

@testable import BuildEngine

/// The delivery presets: complete, in order, and documented as they are.
@Suite struct PresetTests {
    @Test("each says who asks for what, and has gates that are in order", arguments: Preset.allCases)
    func sheet(preset: Preset) throws {
        let sheet = preset.sheet
        for text in [sheet.title, sheet.source, sheet.date, sheet.stereo, sheet.mono] {
            #expect(!text.isEmpty)
        }
        #expect(sheet.version >= 1 && !sheet.gates.isEmpty)
        let verdicts = try GateTests.judge(.preset(preset), Evidence())
        #expect(verdicts.count == sheet.gates.count)
        #expect(verdicts.allSatisfy { $0.gate.hasPrefix("\(preset.rawValue): ") && !$0.holds })
        // A preset is of one target, and holds no other.
        let unit = try GateTable.unit(preset.recipe(line: 1), TimelineTests.timeline())
        #expect(unit.comparisons.isEmpty)
        #expect(sheet.gates.allSatisfy { $0.recipe.rule.name != "preset" })
    }

    @Test("a description may leave out what it comes to, and is then the same")
    func leftOut() throws {
        let whole = Gate.preset(.podcast).recipe
        let short = Recipe(.presetGate, [.text("podcast"), .absent, .absent], line: 1)
        let graphs = try [whole, short].map { gate in
            try ResolvedProduction(
                Examples.production([Examples.usual(.stem).replacing("gates", with: .recipes([gate]))]))
        }
        #expect(graphs[0].graph.declarations[0].gates == graphs[1].graph.declarations[0].gates)
        #expect(graphs[0].recipe == graphs[1].recipe)
        let words = graphs[0].graph.declarations[0].gates.map(\.value).joined()
        #expect(words.contains("version 1") && words.contains("-19 LUFS"))
    }

    @Test("a preset in a preset is refused")
    func nested() {
        let inner = Gate.preset(.podcast).recipe
        let outer = inner.replacing("gates", with: .recipes([inner]))
        let production = Examples.production([
            Examples.usual(.stem).replacing("gates", with: .recipes([outer]))
        ])
        let found = #expect(throws: Refusal.self) {
            try DescriptionDecoder.decode(production.description())
        }
        #expect(found?.message == "a preset holds no other preset")
    }

    @Test("docs/presets.md shows each of them as it is")
    func page() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let url = root.appending(path: "docs/presets.md")
        if ProcessInfo.processInfo.environment["BOUNCE_RECORD"] != nil {
            try PresetPage.text.write(to: url, atomically: true, encoding: .utf8)
        }
        // BOUNCE_RECORD=1 writes it.
        #expect(try String(contentsOf: url, encoding: .utf8) == PresetPage.text)
    }
}

/// `docs/presets.md`, made from the presets.
enum PresetPage {
    static let text = ([head] + Preset.allCases.map(entry) + [tail]).joined(separator: "\n")

    private static let head = """
        # Delivery presets

        What broadcasters, services and labels ask for, as one gate: `.preset(.ebuR128)` in a manifest,
        `{"rule": "preset", "name": "ebu-r128"}` in a description, `bounce measure FILE --preset ebu-r128` for any file.
        Each gate of a preset is judged under its name, `ebu-r128: loudness`. `bounce presets` prints this list.

        A preset has a version, which is part of the judgement: when the numbers change, what was judged by the old ones is
        judged again. Where the publisher's own words could not be read, it says *secondary source*: check those before you
        rely on them. A mono file reads 3 LU lower than the same sound on two channels; what counts for it is stated.

        """

    private static func entry(_ preset: Preset) -> String {
        let sheet = preset.sheet
        let gates = preset.gateWords.map {
            "| `\($0.gate)` | \($0.parameters.isEmpty ? "—" : $0.parameters) |"
        }
        let source = "\(sheet.source); \(sheet.date)\(sheet.isPrimary ? "" : " (secondary source)")."
        return """
            ## `\(preset.rawValue)`

            \(sheet.title). Version \(sheet.version).

            | gate | asks for |
            | --- | --- |
            \(gates.joined(separator: "\n"))

            - Stereo: \(sheet.stereo).
            - Mono: \(sheet.mono).
            - Source: \(source)
            \(sheet.remarks.isEmpty ? "" : "- \(sheet.remarks)\n")
            """
    }

    /// One manifest with all of them: the documentation's tests compile it.
    private static var tail: String {
        let targets = Preset.allCases.map {
            "        .reference(\"\($0.rawValue)\", file: \"\($0.rawValue).wav\", gates: [.preset(.\($0))]),"
        }
        return """
            ## All of them in a manifest

            <!-- not built: it takes a file for each preset that keeps it -->

            ```swift
            import TargetDescription

            let production = Production(
                "deliveries",
                duration: .seconds(60),
                targets: [
            \(targets.joined(separator: "\n"))
                ])
            ```

            """
    }
}
