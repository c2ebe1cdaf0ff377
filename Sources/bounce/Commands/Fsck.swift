internal import ArgumentParser
internal import BuildEngine
internal import BuildStore

/// `bounce fsck`: every record against every file.
struct Fsck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fsck",
        abstract: "Check every record against every file, by content; --repair mends.",
        discussion: """
            Reads everything that bounce keeps to its last byte: outputs, kept files, descriptions, records. Without \
            --repair nothing is changed. Status 0 where all is as recorded, 1 where something is not. What was edited \
            by hand is never overwritten: the next build saves it aside.
            """)

    @Flag(help: "Set aside and remove what is wrong; the next build makes it again.")
    var repair = false

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var waiting: LockOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard waiting.lockWait.seconds == 0 || repair else {
            throw ValidationError(
                "--lock-wait is for --repair: without it nothing is changed, and nothing waited for")
        }
    }

    func run() async throws {
        try common.enter()
        let findings = try repair ? mend() : look()
        if json {
            Terminal.say(JSON.line(FsckDocument(findings, isRepaired: repair)))
        } else if !common.quiet {
            Terminal.say(summary(findings))
        }
        try Exit.unlessOK(findings.isEmpty || repair ? .ok : .renderFailed)
    }

    private func look() throws(BuildError) -> [Finding] {
        do {
            try BuildLock.requireFree()
        } catch {
            throw .store(error)
        }
        return try inspect(common.openForReading())
    }

    private func mend() throws -> [Finding] {
        let lock = try waiting.take()
        do {
            // Opening it for writing sets a database aside that cannot be used at all.
            let store = try StateStore(writing: lock)
            if let note = store.note, !json { Terminal.say("note: \(note)") }
            let findings = try inspect(store)
            try Repair(store).mend(findings)
            return findings
        } catch let error as StoreError {
            throw BuildError.store(error)
        }
    }

    private func inspect(_ store: StateStore) throws(BuildError) -> [Finding] {
        var findings: [Finding] = []
        try Inspection(store) { finding in
            findings.append(finding)
            if !json { show(finding) }
        }.run()
        return findings
    }

    private func show(_ finding: Finding) {
        Terminal.say(
            "\(Terminal.paint(finding.kind.rawValue, .red)): \(finding.path): expected \(finding.expected), found \(finding.found); --repair \(finding.remedy)"
        )
    }

    private func summary(_ findings: [Finding]) -> String {
        let (all, mended) = (findings.count, findings.count { $0.kind.isMended })
        let rest = all - mended
        switch (all, mended, repair) {
        case (0, _, _): return "everything is as recorded"
        case (_, 0, _):
            return "\(counted(all, "finding")): nothing to mend here; the next build does what there is to do"
        case (_, _, true):
            let left = rest > 0 ? ", \(rest) left to the next build" : ""
            return "\(counted(mended, "finding")) mended\(left); run bounce to make again what is missing"
        case (_, _, false):
            let left = rest > 0 ? ", and the next build what else there is" : ""
            return "\(counted(all, "finding")); bounce fsck --repair mends \(mended) of them\(left)"
        }
    }
}

/// `fsck --json`, schema 1.
private struct FsckDocument: Encodable {
    let schema = 1
    let repaired: Bool
    let findings: [Entry]

    struct Entry: Encodable {
        let kind: String
        let path: String
        let expected: String
        let found: String
        let remedy: String
    }

    init(_ findings: [Finding], isRepaired: Bool) {
        repaired = isRepaired
        self.findings = findings.map {
            Entry(
                kind: $0.kind.rawValue, path: $0.path, expected: $0.expected, found: $0.found,
                remedy: $0.remedy)
        }
    }
}
