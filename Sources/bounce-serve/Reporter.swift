internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

/// Has bounce make its report.
struct Reporter: Sendable {
    /// A report of some thousand targets with their pictures stays far below this.
    private static let largest = 1 << 30

    let bounce: String
    let file: String?

    /// Why there is no report, in bounce's own words, and its exit status.
    struct Problem: Error {
        let text: String
        let exit: Int32
    }

    func report() async throws(Problem) -> Report {
        let arguments = ["report", "--json"] + (file.map { ["-f", $0] } ?? [])
        do {
            let executable: Executable = bounce.contains("/") ? .path(FilePath(bounce)) : .name(bounce)
            let result = try await Subprocess.run(
                executable, arguments: Arguments(arguments), output: .bytes(limit: Self.largest),
                error: .string(limit: 1 << 20))
            guard case .exited(0) = result.terminationStatus else {
                throw Problem(text: words(result.standardError), exit: status(result.terminationStatus))
            }
            return try Report(document: result.standardOutput)
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(text: "\(bounce) gives no report: \(error)", exit: 7)
        }
    }

    private func words(_ complaint: String) -> String {
        let lines = complaint.split(separator: "\n").map { $0.hasPrefix("bounce: ") ? $0.dropFirst(8) : $0 }
        return lines.isEmpty
            ? "\(bounce) gives no report, and does not say why" : lines.joined(separator: "\n")
    }

    private func status(_ termination: TerminationStatus) -> Int32 {
        guard case .exited(let code) = termination else { return 70 }
        return Int32(code)
    }
}
