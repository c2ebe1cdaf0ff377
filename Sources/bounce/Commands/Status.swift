internal import ArgumentParser
internal import BuildEngine
internal import BuildGraph

/// `bounce status`: what is stale, and exactly why.
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say which targets are stale, and why; change nothing.")

    @Argument(
        help: "The targets to look at, with what they are made from. Default: all.",
        completion: Completing.targets)
    var targets: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "End with status 4 if anything is stale.")
    var check = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try common.enter()
        let assessment = try await common.assessment(targets)
        let survey = json || common.verbose ? assessment.fullSurvey() : assessment.survey()
        if json {
            Terminal.say(JSON.line(StatusDocument(assessment.production, survey.targets)))
        } else {
            show(survey, assessment)
        }
        if check { try Exit.unlessOK(survey.targets.allSatisfy { $0.state == .fresh } ? .ok : .stale) }
    }

    private func show(_ survey: Survey, _ assessment: Assessment) {
        guard !common.quiet else { return }
        let isFresh = survey.targets.allSatisfy { $0.state == .fresh }
        let report = StatusReport(
            survey, isFresh ? nil : assessment.forecast(workers: Build.usualJobs))
        for line in report.lines(isVerbose: common.verbose, Terminal.layout) { Terminal.say(line) }
    }
}

/// `status --json`, schema 1.
struct StatusDocument: Encodable {
    let schema = 1
    let production: String
    let targets: [Entry]

    struct Entry: Encodable {
        let name: String
        let kind: String
        let state: String
        let output: String?
        let reasons: [ReasonEntry]
    }

    init(_ production: ResolvedProduction, _ survey: [SurveyedTarget]) {
        self.production = production.name
        targets = survey.map { target in
            Entry(
                name: target.name, kind: target.kind.rawValue, state: target.state.rawValue,
                output: target.output,
                reasons: target.reasons.map(ReasonEntry.init))
        }
    }
}

/// A reason, as JSON has it everywhere.
struct ReasonEntry: Encodable {
    let code: String
    let what: String
    let from: String?
    let to: String?

    init(_ reason: Reason) {
        code = reason.code.rawValue
        what = reason.what
        from = reason.from
        to = reason.to
    }
}
