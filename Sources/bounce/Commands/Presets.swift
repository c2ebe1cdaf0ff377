internal import ArgumentParser
internal import BuildEngine
internal import TargetDescription

/// `bounce presets`: the deliveries that are known, what each asks for, and who says so.
struct Presets: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "presets",
        abstract: "List the delivery presets: their gates, sources, dates and versions.")

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        try common.enter()
        if json { return Terminal.say(JSON.line(PresetDocument())) }
        for preset in Preset.allCases { for line in text(preset) { Terminal.say(line) } }
    }

    private func text(_ preset: Preset) -> [String] {
        let sheet = preset.sheet
        let gates = preset.gateWords.map { "  gate    \($0.gate) \($0.parameters)" }
        let remarks = sheet.remarks.isEmpty ? [] : ["  remark  \(sheet.remarks)"]
        return ["\(Terminal.paint(preset.rawValue, .bold))  \(sheet.title), version \(sheet.version)"] + gates
            + [
                "  stereo  \(sheet.stereo)", "  mono    \(sheet.mono)",
                "  source  \(sheet.source); \(sheet.date)\(sheet.isPrimary ? "" : " (secondary source)")",
            ] + remarks
    }
}

/// `presets --json`, schema 1.
private struct PresetDocument: Encodable {
    let schema = 1
    let presets: [Entry]

    struct Entry: Encodable {
        let name: String
        let title: String
        let version: Int
        let source: String
        let date: String
        let primary: Bool
        let stereo: String
        let mono: String
        let remarks: String
        let gates: [GateEntry]
    }

    struct GateEntry: Encodable {
        let gate: String
        let parameters: String
    }

    init() {
        presets = Preset.allCases.map { preset in
            let sheet = preset.sheet
            return Entry(
                name: preset.rawValue, title: sheet.title, version: sheet.version, source: sheet.source,
                date: sheet.date, primary: sheet.isPrimary, stereo: sheet.stereo, mono: sheet.mono,
                remarks: sheet.remarks,
                gates: preset.gateWords.map { GateEntry(gate: $0.gate, parameters: $0.parameters) })
        }
    }
}
