internal import BuildEngine

/// `bounce verify ARCHIVE`: an archive is checked by the delivery sheet in it.
struct DeliveryReporting {
    let path: String
    let json: Bool
    let quiet: Bool

    func run() throws {
        let check = try DeliveryCheck(path) { Interruption.isRequested }
        var files: [CheckedFile] = []
        let report = try check.run { file in
            if json { files.append(file) } else { show(file) }
        }
        if json {
            Terminal.say(JSON.line(DeliveryDocument(path, report, files)))
        } else {
            show(report)
        }
        try Exit.unlessOK(report.isGood ? .ok : .gateFailed)
    }

    private func show(_ file: CheckedFile) {
        let name = file.name + String(repeating: " ", count: max(1, 32 - file.name.count))
        guard file.passed else {
            Terminal.say("\(Terminal.paint("✗", .red)) \(name) \(file.problems[0])")
            for problem in file.problems.dropFirst() { Terminal.say("    \(problem)") }
            return
        }
        guard !quiet else { return }
        var facts = ["digests right"]
        if let audio = file.measured {
            facts.append(
                "\(decimal(audio.seconds, 3)) s, \(audio.sampleRate) Hz, \(audio.channels) ch, \(audio.encoding)"
            )
            facts += [
                audio.loudnessLUFS.map { "\(decimal($0, 2)) LUFS" },
                audio.truePeakDBTP.map { "\(decimal($0, 2)) dBTP" },
            ].compactMap(\.self)
        }
        if file.gates > 0 { facts.append("\(counted(file.gates, "gate")) held") }
        Terminal.say("\(Terminal.paint("✓", .green)) \(name) \(facts.joined(separator: ", "))")
    }

    private func show(_ report: DeliveryReport) {
        for problem in report.problems { Terminal.say("\(Terminal.paint("✗", .red)) \(path): \(problem)") }
        guard !quiet, let sheet = report.sheet else { return }
        Terminal.say(
            "delivery of '\(sheet.production.name)', by bounce \(sheet.bounce): \(report.passed) passed, \(report.failed) failed"
        )
    }
}

/// `verify ARCHIVE --json`, schema 1.
private struct DeliveryDocument: Encodable {
    let schema = 1
    let archive: String
    let passed: Bool
    let production: String?
    let problems: [String]
    let files: [Entry]

    struct Entry: Encodable {
        let name: String
        let passed: Bool
        let problems: [String]
        let measured: DeliverySheet.Audio?
    }

    init(_ path: String, _ report: DeliveryReport, _ files: [CheckedFile]) {
        archive = path
        passed = report.isGood
        production = report.sheet?.production.name
        problems = report.problems
        self.files = files.map {
            Entry(name: $0.name, passed: $0.passed, problems: $0.problems, measured: $0.measured)
        }
    }
}
