internal import ArgumentParser
internal import BuildEngine

/// `bounce verify`: the final verification.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Read every artifact from disk again and judge it: the final verification.",
        discussion: """
            With the path of an archive that has a delivery sheet (a name that ends in .zip or .tar.zst), that is \
            checked by its sheet, on any machine: no manifest is read.
            """)

    @Argument(
        help: "The targets to verify, or one archive. Default: all targets.",
        completion: Completing.targetsAndArchives)
    var targets: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try common.enter()
        let archives = targets.filter(Self.isArchive)
        if let archive = archives.first {
            guard targets.count == 1 else {
                throw BuildError.usage(
                    "'\(archive)' is an archive, which is checked by itself: run bounce verify once for it, and once for the rest"
                )
            }
            return try DeliveryReporting(path: archive, json: json, quiet: common.quiet).run()
        }
        let production = try await common.production(mayKeep: false)
        let verification = try Verification(production, store: common.openForReading(), targets: targets)
        var artifacts: [VerifiedArtifact] = []
        verification.run { artifact in
            artifacts.append(artifact)
            if !json { show(artifact) }
        }
        if json {
            Terminal.say(JSON.line(VerificationDocument(production.name, artifacts)))
        } else if !common.quiet {
            Terminal.say(
                "final verification: \(artifacts.count { $0.passed }) passed, \(artifacts.count { !$0.passed }) failed"
            )
        }
        if Interruption.isRequested { throw Exit(status: .interrupted) }
        try Exit.unlessOK(artifacts.allSatisfy(\.passed) ? .ok : .gateFailed)
    }

    static func isArchive(_ argument: String) -> Bool {
        argument.hasSuffix(".zip") || argument.hasSuffix(".tar.zst")
    }

    private func show(_ artifact: VerifiedArtifact) {
        let name = artifact.path + String(repeating: " ", count: max(1, 32 - artifact.path.count))
        if artifact.isAbsent {
            if !common.quiet { Terminal.say("· \(name) does not exist, and need not") }
        } else if artifact.passed {
            guard !common.quiet else { return }
            let measured = artifact.verdicts.filter { !["format", "length", "finite"].contains($0.gate) }
                .map { "\($0.gate) \($0.found)" }
            Terminal.say(
                "\(Terminal.paint("✓", .green)) \(name) \(([artifact.facts] + measured).joined(separator: ", "))"
            )
        } else {
            Terminal.say("\(Terminal.paint("✗", .red)) \(name) \(artifact.problem ?? artifact.facts)")
            for verdict in artifact.verdicts where !verdict.holds {
                Terminal.say("    \(verdict.summary)")
                for line in VerdictText.rest(verdict, indent: "    ") { Terminal.say(line) }
            }
        }
    }
}

/// `verify --json`, schema 1.
private struct VerificationDocument: Encodable {
    let schema = 1
    let production: String
    let passed: Int
    let failed: Int
    let artifacts: [Entry]

    struct Entry: Encodable {
        let name: String
        let kind: String
        let path: String
        let passed: Bool
        let problem: String?
        let digest: String?
        let gates: [VerdictEntry]
    }

    init(_ production: String, _ artifacts: [VerifiedArtifact]) {
        self.production = production
        passed = artifacts.count { $0.passed }
        failed = artifacts.count - passed
        self.artifacts = artifacts.map { artifact in
            Entry(
                name: artifact.name, kind: artifact.kind.rawValue, path: artifact.path,
                passed: artifact.passed,
                problem: artifact.problem, digest: artifact.content?.text,
                gates: artifact.verdicts.map(VerdictEntry.init))
        }
    }
}
