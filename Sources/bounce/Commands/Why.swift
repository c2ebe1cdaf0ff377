internal import ArgumentParser
internal import BuildEngine

/// `bounce why TARGET`: the root cause first, then what follows from it.
struct Why: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Say why a target is stale: the root cause first, values before and after.")

    @Argument(
        help: ArgumentHelp("The target.", valueName: "target"), completion: Completing.targets)
    var words: [String]

    /// A name may have spaces in it, and come without quotes.
    private var target: String { words.joined(separator: " ") }

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try common.enter()
        let assessment = try await common.assessment([target])
        let chain = causes(assessment.fullSurvey().targets)
        if json { return Terminal.say(JSON.line(StatusDocument(assessment.production, chain))) }
        guard let asked = chain.last, asked.state != .fresh else {
            return Terminal.say("'\(target)' is up to date")
        }
        for line in WhyTree(chain).lines(Terminal.layout) { Terminal.say(line) }
        if chain.contains(where: { $0.state == .failed }) {
            Terminal.say("a build says by how much, and what to try")
        }
    }

    /// The targets that lead to this one's state, roots first, the target itself last.
    private func causes(_ survey: [SurveyedTarget]) -> [SurveyedTarget] {
        survey.filter { $0.state != .fresh || $0.name == target }
    }
}
