internal import ArgumentParser
internal import BuildEngine

/// `bounce doctor`: whether everything is there that bounce needs.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check what bounce needs on this machine: compiler, libraries, disk, cache, terminal.",
        discussion: """
            Nothing is written where the production is. Exit status 7 when something is missing that is needed.
            """)

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try common.enter()
        var checks = await ToolchainCheck(for: common.source).all()
        checks += LibraryChecks.all() + DiskChecks.all() + CacheChecks(of: common.source).all()
        checks += SurroundingsChecks.all()
        if json { Terminal.say(JSON.line(DoctorDocument(checks))) } else { show(checks) }
        try Exit.unlessOK(checks.allSatisfy { $0.state != .missing } ? .ok : .environment)
    }

    private func show(_ checks: [Check]) {
        let width = checks.map(\.name.count).max() ?? 0
        for check in checks where !common.quiet || check.state != .ok {
            Terminal.say("\(mark(check.state)) \(StatusText.padded(check.name, width))  \(check.found)")
            if !check.advice.isEmpty {
                Terminal.say("  \(StatusText.padded("", width))  \(Terminal.paint(check.advice, .dim))")
            }
        }
    }

    private func mark(_ state: Check.State) -> String {
        switch state {
        case .ok: Terminal.paint("✓", .green)
        case .warning: Terminal.paint("!", .yellow)
        case .missing: Terminal.paint("✗", .red)
        }
    }
}

/// `doctor --json`, schema 1.
private struct DoctorDocument: Encodable {
    let schema = 1
    let healthy: Bool
    let checks: [Entry]

    struct Entry: Encodable {
        let area: String
        let name: String
        let state: String
        let found: String
        let advice: String?
    }

    init(_ checks: [Check]) {
        healthy = checks.allSatisfy { $0.state != .missing }
        self.checks = checks.map {
            Entry(
                area: $0.area, name: $0.name, state: $0.state.rawValue, found: $0.found,
                advice: $0.advice.isEmpty ? nil : $0.advice)
        }
    }
}
