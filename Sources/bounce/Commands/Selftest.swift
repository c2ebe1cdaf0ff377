internal import ArgumentParser
internal import BuildEngine
internal import Signal

/// `bounce selftest`: the meters against the standards' own cases, on this machine.
struct Selftest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "selftest",
        abstract: "Run the minimum requirements of EBU Tech 3341 and 3342 on this machine.",
        discussion: "Exit status: 0 when every case is within its tolerance, 1 when one is not.")

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        try common.enter()
        var results: [(test: ConformanceCase, reading: ConformanceCase.Reading)] = []
        for test in Conformance.cases {
            if Interruption.isRequested { throw Exit(status: .interrupted) }
            results.append((test, test.measure()))
        }
        let out = results.count { !$0.test.holds($0.reading) }
        if json {
            Terminal.say(JSON.line(SelftestDocument(results)))
        } else {
            let titles = ["case", "expected", "found", "tolerance", "", "of what"]
            let rows = results.map { row($0.test, $0.reading) }
            if !common.quiet || out > 0 {
                for line in Table.lines([titles] + rows) { Terminal.say(line) }
            }
            Terminal.say(
                out == 0
                    ? "\(results.count) cases within their tolerances"
                    : "\(out) of \(results.count) cases out of tolerance: report it, with this table")
        }
        // What is out is the meters: nothing that a user can mend.
        try Exit.unlessOK(out == 0 ? .ok : .renderFailed)
    }

    private func row(_ test: ConformanceCase, _ reading: ConformanceCase.Reading) -> [String] {
        let low = decimal(test.tolerance.lowerBound, 1)
        let tolerance =
            test.tolerance.lowerBound == -test.tolerance.upperBound
            ? "±\(decimal(test.tolerance.upperBound, 1))"
            : "\(low)/+\(decimal(test.tolerance.upperBound, 1))"
        let found = reading.found.map { "\(decimal($0, 3)) \(test.unit)" } ?? "nothing"
        return [
            "\(test.standard), \(test.number)", "\(decimal(reading.expected, 1)) \(test.unit)", found,
            tolerance, test.holds(reading) ? "ok" : "OUT", test.what,
        ]
    }
}

/// `selftest --json`, schema 1.
private struct SelftestDocument: Encodable {
    let schema = 1
    let passed: Bool
    let cases: [Entry]

    struct Entry: Encodable {
        let standard: String
        let number: Int
        let what: String
        let unit: String
        let expected: Double
        let found: Double?
        let tolerance: [Double]
        let holds: Bool
    }

    init(_ results: [(test: ConformanceCase, reading: ConformanceCase.Reading)]) {
        passed = results.allSatisfy { $0.test.holds($0.reading) }
        cases = results.map { test, reading in
            Entry(
                standard: test.standard, number: test.number, what: test.what, unit: test.unit,
                expected: reading.expected, found: reading.found,
                tolerance: [test.tolerance.lowerBound, test.tolerance.upperBound],
                holds: test.holds(reading))
        }
    }
}
