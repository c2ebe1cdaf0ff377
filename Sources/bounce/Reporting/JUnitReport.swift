internal import BuildEngine
internal import BuildStore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// `--junit`: one test suite for each target, one test case for each gate, with the measurement and the limit
/// in it. What a failure blocked is skipped.
///
/// There is no standard; what is written is what the readers of Jenkins, GitLab and GitHub have in common (Jenkins'
/// `junit-10.xsd`): totals on every level, a time in seconds, names and texts that are XML whatever is in them.
final class JUnitReport: EventConsumer {
    private let path: String
    private var suites: [JUnitSuite] = []
    private var seconds = 0.0

    init(path: String) { self.path = path }

    func take(_ event: Event) {
        switch event {
        case .targetFinished(let report): suites.append(JUnitSuite(report))
        case .runFinished(let summary): seconds = summary.seconds
        default: break
        }
    }

    func finish() throws {
        do {
            try Descriptor(path, O_WRONLY | O_CREAT | O_TRUNC).write(text.utf8)
        } catch {
            throw BuildError.store(error)
        }
    }

    private var text: String {
        let counts = suites.reduce((cases: 0, failures: 0)) {
            ($0.cases + $1.cases.count, $0.failures + $1.failures)
        }
        let head =
            "<testsuites name=\"bounce\" tests=\"\(counts.cases)\" failures=\"\(counts.failures)\" errors=\"0\" time=\"\(decimal(seconds, 3))\">"
        let lines =
            ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", head] + suites.map(\.text) + ["</testsuites>", ""]
        return lines.joined(separator: "\n")
    }
}

/// What became of one target.
private struct JUnitSuite {
    let report: TargetReport
    let cases: [JUnitCase]

    init(_ report: TargetReport) {
        self.report = report
        cases = JUnitCase.all(report)
    }

    var failures: Int { cases.count { if case .failed = $0.outcome { true } else { false } } }
    var skipped: Int { cases.count { if case .skipped = $0.outcome { true } else { false } } }

    var text: String {
        let name = XML.escaped(report.name)
        let head =
            "  <testsuite name=\"\(name)\" tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\" time=\"\(decimal(report.seconds, 3))\">"
        // A rendering is measured once for all of its gates: the first case carries the time, so that the sum is right.
        let lines = cases.enumerated().map { number, testCase in
            "    <testcase classname=\"\(name)\" name=\"\(XML.escaped(testCase.name))\" time=\"\(decimal(number == 0 ? report.seconds : 0, 3))\">\(testCase.content)</testcase>"
        }
        return ([head] + lines + ["  </testsuite>"]).joined(separator: "\n")
    }
}

/// A gate, or the making of a target that came to no gate.
private struct JUnitCase {
    let name: String
    let outcome: Outcome

    enum Outcome {
        case held(String)
        case failed(String, advice: String)
        case skipped(String)
    }

    static func all(_ report: TargetReport) -> [JUnitCase] {
        if let blocker = report.blockedBy {
            return [JUnitCase(name: "build", outcome: .skipped("'\(blocker)' failed"))]
        }
        if let problem = report.problem {
            return [JUnitCase(name: "build", outcome: .failed(problem, advice: ""))]
        }
        if report.outcome == .skipped {
            return [JUnitCase(name: "build", outcome: .skipped(report.notes.joined(separator: "; ")))]
        }
        if report.verdicts.isEmpty { return [JUnitCase(name: "up to date", outcome: .held(""))] }
        return report.verdicts.map(JUnitCase.init)
    }

    private init(name: String, outcome: Outcome) {
        self.name = name
        self.outcome = outcome
    }

    private init(_ verdict: Verdict) {
        let whereabouts = verdict.holds || verdict.whereabouts.isEmpty ? "" : ": \(verdict.whereabouts)"
        let text = "expected \(verdict.expected), found \(verdict.found)\(whereabouts)"
        name = verdict.gate
        outcome = verdict.holds ? .held(text) : .failed(text, advice: verdict.advice)
    }

    var content: String {
        switch outcome {
        case .held(""): ""
        case .held(let text): "<system-out>\(XML.escaped(text))</system-out>"
        case .failed(let text, let advice):
            "<failure type=\"\(XML.escaped(name))\" message=\"\(XML.escaped(text))\">\(XML.escaped(advice))</failure>"
        case .skipped(""): "<skipped/>"
        case .skipped(let text): "<skipped message=\"\(XML.escaped(text))\"/>"
        }
    }
}

/// Text as XML has it.
enum XML {
    /// For attributes and for what is between tags.
    static func escaped(_ text: String) -> String {
        // Scalar by scalar: with a combining mark behind it, an ampersand is another character.
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            // A reader of attributes makes spaces of these, unless they are written so.
            case "\n", "\r", "\t": result += "&#\(scalar.value);"
            // Not even a reference may stand for these (XML 1.0, 2.2).
            case "\0"..<" ", "\u{FFFE}", "\u{FFFF}": result.unicodeScalars.append("\u{FFFD}")
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}
