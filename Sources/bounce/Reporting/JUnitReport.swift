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
    private let names: [String]
    private var suites: [JUnitSuite] = []
    private var begun: Set<String> = []
    private var seconds = 0.0
    /// Nil where the run broke off.
    private var exit: ExitStatus?

    /// How a report begins.
    static let start = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"bounce\""

    /// - Parameter names: Of the targets that are to be built: one that is not heard of was not begun.
    init(path: String, names: [String]) {
        self.path = path
        self.names = names
    }

    /// A run that ended before it began: its description was refused.
    static func refuse(_ error: BuildError, path: String) throws {
        let report = JUnitReport(path: path, names: [])
        report.suites = [
            JUnitSuite(name: "bounce", seconds: 0, [JUnitCase("manifest", .broken(error.message))])
        ]
        try report.finish()
    }

    func take(_ event: Event) {
        switch event {
        case .targetStarted(let name, _): begun.insert(name)
        case .targetFinished(let report): suites.append(JUnitSuite(report))
        case .runFinished(let summary):
            seconds = summary.seconds
            exit = summary.exit
        default: break
        }
    }

    func finish() throws {
        let heard = Set(suites.map(\.name))
        for name in names where !heard.contains(name) {
            suites.append(JUnitSuite(name: name, seconds: 0, [JUnitCase("build", unheard(name))]))
        }
        do {
            try Descriptor(path, O_WRONLY | O_CREAT | O_TRUNC).write(text.utf8)
        } catch {
            throw BuildError.store(error)
        }
    }

    /// What became of a target whose end nobody told.
    private func unheard(_ name: String) -> JUnitCase.Outcome {
        switch exit {
        case _ where !begun.contains(name): .skipped("it was not begun")
        case .interrupted: .broken("it was interrupted")
        case .some: .skipped("it was called off, as another target failed")
        case nil: .broken("the build broke off: its own messages say why")
        }
    }

    private var text: String {
        let counts = suites.reduce((cases: 0, failures: 0, errors: 0)) {
            ($0.cases + $1.cases.count, $0.failures + $1.failures, $0.errors + $1.errors)
        }
        let head =
            "\(Self.start) tests=\"\(counts.cases)\" failures=\"\(counts.failures)\" errors=\"\(counts.errors)\" time=\"\(decimal(seconds, 3))\">"
        return ([head] + suites.map(\.text) + ["</testsuites>", ""]).joined(separator: "\n")
    }
}

/// What became of one target.
private struct JUnitSuite {
    let name: String
    let seconds: Double
    let cases: [JUnitCase]

    init(_ report: TargetReport) {
        self.init(name: report.name, seconds: report.seconds, JUnitCase.all(report))
    }

    init(name: String, seconds: Double, _ cases: [JUnitCase]) {
        self.name = name
        self.seconds = seconds
        self.cases = cases
    }

    var errors: Int { cases.count { if case .broken = $0.outcome { true } else { false } } }
    var failures: Int { cases.count { if case .failed = $0.outcome { true } else { false } } }
    var skipped: Int { cases.count { if case .skipped = $0.outcome { true } else { false } } }

    var text: String {
        let name = XML.escaped(name)
        let head =
            "  <testsuite name=\"\(name)\" tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\" time=\"\(decimal(seconds, 3))\">"
        // A rendering is measured once for all of its gates: the first case carries the time, so that the sum is right.
        let lines = cases.enumerated().map { number, testCase in
            "    <testcase classname=\"\(name)\" name=\"\(XML.escaped(testCase.name))\" time=\"\(decimal(number == 0 ? seconds : 0, 3))\">\(testCase.content)</testcase>"
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
        /// It came to no verdict.
        case broken(String)
    }

    static func all(_ report: TargetReport) -> [JUnitCase] {
        if let blocker = report.blockedBy {
            return [JUnitCase("build", .skipped("'\(blocker)' failed"))]
        }
        if let problem = report.problem {
            return [JUnitCase("build", .failed(problem, advice: ""))]
        }
        if report.outcome == .skipped {
            return [JUnitCase("build", .skipped(report.notes.joined(separator: "; ")))]
        }
        if report.verdicts.isEmpty {
            return [JUnitCase(report.outcome == .fresh ? "up to date" : "build", .held(""))]
        }
        return report.verdicts.map(JUnitCase.init)
    }

    init(_ name: String, _ outcome: Outcome) {
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
        case .broken(let text): "<error message=\"\(XML.escaped(text))\"/>"
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
