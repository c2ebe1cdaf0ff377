internal import BuildEngine
internal import BuildStore

/// What went wrong, as workflow commands of GitHub Actions, which shows them beside the lines of the manifest. They go
/// to standard error: standard output may be JSON, and GitHub reads both.
struct GitHubAnnotations: EventConsumer {
    private let file: String

    /// Nil where bounce does not run in a workflow.
    ///
    /// - Parameter file: The manifest, as the command knows it.
    init?(file: String) {
        guard Terminal.variable("GITHUB_ACTIONS") == "true" else { return nil }
        self.file = Self.path(file, within: Terminal.variable("GITHUB_WORKSPACE"))
    }

    func take(_ event: Event) {
        guard case .targetFinished(let report) = event, report.outcome == .failed else { return }
        for line in lines(report) { Terminal.complain(line, prefix: "") }
    }

    func finish() {}

    /// Why a command ended before it had anything to report: wrong usage, a manifest that is refused, the machine.
    static func tell(_ error: BuildError) {
        guard let annotations = GitHubAnnotations(file: error.file ?? "") else { return }
        let command =
            switch error {
            case .refused(let refusal, let file):
                annotations.command(
                    line: refusal.line, title: "The manifest is refused",
                    SwiftWords.words(of: refusal, from: file))
            case .notCompiled(_, let message?):
                annotations.command(
                    line: message.line, title: "The manifest does not compile",
                    [message.words, message.hint].compactMap { $0 }.joined(separator: "\n"))
            default:
                annotations.command(
                    line: 0, title: error.file == nil ? "bounce" : "The manifest does not work", error.message
                )
            }
        Terminal.complain(command, prefix: "")
    }

    /// One for each broken gate, or for what else went wrong.
    private func lines(_ report: TargetReport) -> [String] {
        if let problem = report.problem {
            return [command(line: report.line, title: "'\(report.name)' was not rendered", problem)]
        }
        return report.verdicts.filter { !$0.holds }.map { verdict in
            let rest = VerdictText.rest(verdict, indent: "")
            return command(
                line: verdict.line > 0 ? verdict.line : report.line,
                title: "Gate '\(verdict.gate)' of '\(report.name)' broke",
                (["expected \(verdict.expected), found \(verdict.found)"] + rest).joined(separator: "\n"))
        }
    }

    private func command(line: Int, title: String, _ message: String) -> String {
        let place = file.isEmpty ? "" : "file=\(Self.property(file)),\(line > 0 ? "line=\(line)," : "")"
        return "::error \(place)title=\(Self.property(title))::\(Self.data(message))"
    }

    /// The characters that would end a message, or a line (actions/toolkit, `command.ts`).
    private static func data(_ text: String) -> String {
        replace(in: text, ["%": "%25", "\r": "%0D", "\n": "%0A"])
    }

    /// What would end a property as well.
    private static func property(_ text: String) -> String {
        replace(in: text, ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
    }

    // Scalar by scalar: to Swift, a carriage return with a line feed is one character.
    private static func replace(in text: String, _ table: [Unicode.Scalar: String]) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            if let replacement = table[scalar] {
                result += replacement
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
    }

    /// GitHub knows files by where they are in the checkout, wherever bounce runs.
    private static func path(_ file: String, within root: String?) -> String {
        guard let root = root.flatMap(resolvedPath), let whole = resolvedPath(file),
            whole.hasPrefix(root + "/")
        else { return file }
        return String(whole.dropFirst(root.count + 1))
    }
}

extension BuildError {
    /// The manifest that it is about.
    fileprivate var file: String? {
        switch self {
        case .refused(_, let file), .notCompiled(let file, _), .badManifest(let file, _),
            .noManifest(let file):
            file
        case .usage, .missingTool, .store, .interrupted: nil
        }
    }
}
