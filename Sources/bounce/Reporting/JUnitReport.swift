internal import BuildEngine
internal import BuildStore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// `--junit`: one test suite for each target, one test case for each gate, with the measurement and the limit
/// in it. What a failure blocked is skipped.
final class JUnitReport: EventConsumer {
    private let path: String
    private var suites: [String] = []

    init(path: String) { self.path = path }

    func take(_ event: Event) {
        guard case .targetFinished(let report) = event else { return }
        suites.append(suite(report))
    }

    func finish() throws {
        let lines =
            ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites name=\"bounce\">"] + suites + [
                "</testsuites>", "",
            ]
        do {
            try Descriptor(path, O_WRONLY | O_CREAT | O_TRUNC).write(lines.joined(separator: "\n").utf8)
        } catch {
            throw BuildError.store(error)
        }
    }

    private func suite(_ report: TargetReport) -> String {
        let cases = cases(report)
        let failures = cases.count { $0.contains("<failure") }
        let skipped = cases.count { $0.contains("<skipped") }
        let head =
            "  <testsuite name=\"\(escaped(report.name))\" tests=\"\(cases.count)\" failures=\"\(failures)\" skipped=\"\(skipped)\" time=\"\(decimal(report.seconds, 3))\">"
        return ([head] + cases + ["  </testsuite>"]).joined(separator: "\n")
    }

    private func cases(_ report: TargetReport) -> [String] {
        if let blocker = report.blockedBy {
            return [testCase(report, "build", "<skipped message=\"\(escaped("'\(blocker)' failed"))\"/>")]
        }
        if let problem = report.problem {
            return [testCase(report, "build", "<failure message=\"\(escaped(problem))\"/>")]
        }
        if report.outcome == .skipped { return [testCase(report, "build", "<skipped/>")] }
        if report.verdicts.isEmpty { return [testCase(report, "up to date", "")] }
        return report.verdicts.map { verdict in
            let text = escaped("expected \(verdict.expected), found \(verdict.found)")
            return testCase(
                report, verdict.gate,
                verdict.holds
                    ? "<system-out>\(text)</system-out>"
                    : "<failure message=\"\(text)\">\(escaped(verdict.advice))</failure>")
        }
    }

    private func testCase(_ report: TargetReport, _ name: String, _ content: String) -> String {
        "    <testcase classname=\"\(escaped(report.name))\" name=\"\(escaped(name))\">\(content)</testcase>"
    }

    private func escaped(_ text: String) -> String {
        // Scalar by scalar: with a combining mark behind it, an ampersand is another character.
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}
