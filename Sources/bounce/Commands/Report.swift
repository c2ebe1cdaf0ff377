internal import ArgumentParser
internal import BuildEngine
internal import BuildGraph
internal import ReportPage

/// `bounce report`: the production as a page that a browser shows.
struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write a page that shows the production: states, sound, gates, where the time went.",
        discussion: """
            One HTML file that opens from disk and needs no network. The audio is not in it: the page links to the \
            files, so it works where it is. Nothing is built. Pictures of the sound are kept in cache/pictures, so \
            that only what changed is drawn anew.
            """)

    @Argument(
        help: "The targets to report, with what they are made from. Default: all.",
        completion: Completing.targets)
    var targets: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write the page.", valueName: "file"))
    var output = "report.html"

    @Option(
        name: [.customShort("j", allowingJoined: true), .long],
        help: ArgumentHelp("Pictures made at a time. Default: one for each processor.", valueName: "n"))
    var jobs: Int?

    @Flag(help: "Replace a file that bounce did not write.")
    var force = false

    @Flag(help: "Print what the page shows as JSON, with paths from here, and write no page.")
    var json = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let jobs, !(1...1_024).contains(jobs) {
            throw ValidationError("-j is \(jobs): expected 1 to 1024 pictures at a time")
        }
    }

    func run() async throws {
        try common.enter()
        let file = PageFile(path: json ? "report.html" : output)
        if !json { try file.check(force: force) }
        let report = try await report()
        let document = ReportDocument(report, link: file.link)
        if json { return Terminal.say(JSON.line(document)) }
        let page = ReportPage.html(document: Array(JSON.line(document).utf8))
        try file.write(page)
        for note in report.notes { Terminal.complain(note, prefix: "note: ") }
        guard !common.quiet else { return }
        let pictures = "\(report.madePictures) picture\(report.madePictures == 1 ? "" : "s") made"
        Terminal.say(
            "\(output): \(report.targets.count) target\(report.targets.count == 1 ? "" : "s"), \(pictures), \(ByteSize(bytes: Int64(page.count)).text)"
        )
    }

    /// Every target is looked at: a ledger says which are up to date, and not what is known of them.
    private func report() async throws(BuildError) -> ProductionReport {
        let store = try common.openForReading()
        let description = try await common.source.read(mayKeep: false)
        let scope = try common.source.wholeScope(description, of: targets, store)
        let workers = jobs ?? Build.usualJobs
        return try await Assessment(scope, store: store).report(jobs: workers)
    }
}
