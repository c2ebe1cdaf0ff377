internal import BuildEngine
internal import BuildStore

extension Build {
    /// `--check-reproducible`: renders everything once more and says what came out otherwise.
    func renderAgain(
        _ scope: Scope, _ store: StateStore, under lock: borrowing BuildLock
    ) async throws -> ExitStatus {
        if !common.quiet { Terminal.say("rendering everything once more, to compare") }
        let result = try await SecondRendering(scope, store: store, jobs: workers).run(under: lock)
        for line in ReproducibilityText.lines(result, isQuiet: common.quiet) { Terminal.say(line) }
        return result.exit
    }
}

/// The last lines of `--check-reproducible`.
enum ReproducibilityText {
    static func lines(_ result: SecondRendering.Result, isQuiet: Bool) -> [String] {
        if !result.changed.isEmpty {
            return result.changed.map { target, reasons in
                "\(failed): '\(target)' cannot be compared, something changed meanwhile: \(reasons.map(\.text).joined(separator: "; "))"
            } + ["run it again when all files are at rest"]
        }
        if let failure = result.failure {
            return [
                "\(failed): the second rendering ended with status \(failure.rawValue) (\(failure.word)), the first did not: see what it said above"
            ]
        }
        let different = result.outputs.filter { $0.difference != nil }
        guard !different.isEmpty else {
            let count = result.outputs.count
            return isQuiet
                ? []
                : [
                    "\(Terminal.paint("reproducible", .green)): \(count) outputs are the same to the last byte"
                ]
        }
        return different.map { target, path, difference in
            "\(failed): '\(target)' does not come out the same twice: \(path): \(difference?.words ?? "")"
        } + [
            "\(different.count) of \(result.outputs.count) outputs are not reproducible; the first of them is where to look: what is made from it differs with it. \(path(different)) is as the build left it"
        ]
    }

    private static var failed: String { Terminal.paint("failed", .red) }

    private static func path(_ different: [(target: String, path: String, difference: FileDifference?)])
        -> String
    {
        different.count == 1 ? different[0].path : "What is in bounces/"
    }
}
