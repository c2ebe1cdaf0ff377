internal import ArgumentParser
internal import BuildEngine
internal import BuildGraph
internal import BuildStore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// `bounce [build]`: brings everything up to date.
struct Build: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Render and verify what is not up to date (the default).")

    @OptionGroup var work: WorkOptions

    @Flag(name: [.customShort("n"), .long], help: "Say what would be done, and do nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Render the named targets (or all), whatever is known of them.")
    var force = false

    @Flag(name: .customLong("no-restore"), help: "Render what could be brought back from earlier builds.")
    var noRestore = false

    @Flag(help: "Have every finished target, and its record, written to the disk before it counts.")
    var durable = false

    @Flag(help: "Then render everything once more, in a scratch place, and compare the bytes.")
    var checkReproducible = false

    @Option(
        help: ArgumentHelp("Write what happens as JSON lines to this file.", valueName: "file"),
        completion: .file())
    var events: String?

    @Option(
        help: ArgumentHelp("Write the gates as JUnit XML to this file.", valueName: "file"),
        completion: .file())
    var junit: String?

    @Option(
        help: ArgumentHelp(
            "How much is kept of earlier builds, such as 20GiB. Default: the manifest's cacheLimit, or 20GiB.",
            valueName: "size"), transform: ByteSize.init(argument:))
    var cacheLimit: ByteSize?

    @Option(
        help: ArgumentHelp(
            "How long to wait for another build here: seconds, or forever. Default 0.", valueName: "time"))
    var lockWait = LockWait(seconds: 0)

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if checkReproducible, dryRun {
            throw ValidationError(
                "--check-reproducible renders, and --dry-run does not: leave one of them out")
        }
    }

    func run() async throws {
        try common.enter()
        if dryRun { return try await foretell() }
        let summary = try await build()
        try Exit.unlessOK(summary.exit)
    }

    private func build() async throws -> RunSummary {
        // What is refused is refused before anything is written. Where a ledger is, a build has been before.
        let description = mayTrustLedger ? nil : try await read()
        // The lock comes before the reports: a build that is refused must not empty those of the one that runs.
        let lock = try takeLock()
        let (scope, store) = try await open(description, under: lock)
        let reports = try reports(scope.production.targets.map(\.name))
        var builder = try Builder(scope, options, store: store, progress: reports.listener) { event in
            for report in reports { report.take(event) }
        }
        let result: Result<RunSummary, BuildError>
        do {
            result = .success(try await builder.run(under: lock))
        } catch {
            result = .failure(error)
        }
        for report in reports { try report.finish() }
        var summary = try result.get()
        if checkReproducible, summary.exit == .ok {
            summary.exit = try await renderAgain(scope, store, under: lock)
        }
        return summary
    }

    /// Whether what the last build proved may shorten this one.
    private var mayTrustLedger: Bool {
        !force && !noRestore && !durable && !checkReproducible && DescriptionSource.mayBeProven
    }

    /// What is to be looked at, and the records. Where nothing is, they are not even opened for writing.
    private func open(
        _ description: ReadDescription?, under lock: borrowing BuildLock
    ) async throws -> (Scope, StateStore) {
        let records = try common.openForReading()
        let proven = mayTrustLedger ? try common.source.provenScope(of: work.targets, records) : nil
        if let proven, proven.production.targets.isEmpty { return (proven, records) }
        let store: StateStore
        do {
            store = try StateStore(writing: lock, isDurable: durable)
        } catch {
            throw BuildError.store(error)
        }
        // Records that had to be begun anew are not those that were looked at.
        if let proven, store.identity == records.identity { return (proven, store) }
        return (try await wholeScope(description, store), store)
    }

    private func wholeScope(_ description: ReadDescription?, _ store: StateStore) async throws -> Scope {
        let read = if let description { description } else { try await read() }
        return try common.source.wholeScope(read, of: work.targets, store)
    }

    /// The description, in which the targets asked for exist.
    private func read() async throws(BuildError) -> ReadDescription {
        do throws(BuildError) {
            let description = try await common.source.read(mayKeep: !dryRun)
            try checkTargets(description.production)
            return description
        } catch .noManifest(let path) {
            throw mistypedCommand.map { .usage("\($0) (there is no \(path) here)") } ?? .noManifest(path)
        }
    }

    /// Refuses names of no target; somebody who mistypes a command is told so.
    private func checkTargets(_ production: ResolvedProduction) throws(BuildError) {
        do {
            _ = try Assessment.roots(work.targets, in: production.graph)
        } catch {
            let isTarget = work.targets.first.map { (try? production.graph.find($0)) != nil } ?? false
            throw (isTarget ? nil : mistypedCommand.map(BuildError.usage)) ?? error
        }
    }

    /// What to say to somebody whose first word is no target and nearly a command.
    private var mistypedCommand: String? {
        guard let word = work.targets.first, let hint = closest(to: word, among: Bounce.commandNames) else {
            return nil
        }
        return "no target is called '\(word)': did you mean the command `bounce \(hint)`?"
    }

    private func reports(_ names: [String]) throws(BuildError) -> [any EventConsumer] {
        var reports: [any EventConsumer] = [
            TerminalReport(isQuiet: common.quiet, isVerbose: common.verbose, names: names)
        ]
        reports.append(LiveLog())
        if let events { reports.append(try EventLog(path: events)) }
        if let junit { reports.append(JUnitReport(path: junit)) }
        if let annotations = GitHubAnnotations(file: common.source.file) { reports.append(annotations) }
        return reports
    }

    /// Waits in short steps, so that Ctrl-C ends the wait, too.
    private func takeLock() throws -> BuildLock {
        let deadline = ContinuousClock.now + .seconds(min(lockWait.seconds, 1e9))
        while true {
            do throws(StoreError) {
                try Workspace.prepare()
                return try BuildLock(wait: min(lockWait.seconds, 0.1))
            } catch .locked where ContinuousClock.now < deadline {
                if Interruption.isRequested { throw Exit(status: .interrupted) }
            } catch {
                throw BuildError.store(error)
            }
        }
    }

    /// One piece of work for each processor.
    static var usualJobs: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// Pieces of work at a time.
    var workers: Int { work.jobs ?? Self.usualJobs }

    private var options: BuildOptions {
        var options = BuildOptions()
        options.jobs = workers
        options.keepGoing = work.keepGoing
        options.force = force
        options.ignoresStore = noRestore
        options.isDurable = durable
        options.reportsFresh = common.verbose || events != nil || junit != nil
        options.cacheLimit = cacheLimit
        options.named = work.targets
        return options
    }

    /// A dry run: the plan's decisions, and no build.
    private func foretell() async throws {
        let description = mayTrustLedger ? nil : try await read()
        let store = try common.openForReading()
        let plan = Plan.Options(force: force, ignoresStore: noRestore)
        let proven = mayTrustLedger ? try common.source.provenScope(of: work.targets, store) : nil
        let scope = if let proven { proven } else { try await wholeScope(description, store) }
        let assessment = try Assessment(scope, store: store, options: plan)
        let due = assessment.survey().targets.filter { $0.state != .fresh }
        let width = StatusText.width(of: due.map(\.name))
        Terminal.say(folding: due.map { StatusText.line($0, nameWidth: width) })
        let orphans = try assessment.orphans()
        for path in orphans { Terminal.say("put away \(path): it is no target's output any more") }
        if due.isEmpty, orphans.isEmpty { Terminal.say("nothing to do") }
    }
}

/// A time to wait: seconds (`30`, `30s`), or `forever`.
struct LockWait: ExpressibleByArgument {
    let seconds: Double

    init(seconds: Double) { self.seconds = seconds }

    init?(argument: String) {
        if argument == "forever" {
            seconds = .infinity
            return
        }
        guard let seconds = Double(argument.hasSuffix("s") ? String(argument.dropLast()) : argument),
            seconds >= 0
        else {
            return nil
        }
        self.seconds = seconds
    }

    var defaultValueDescription: String { "0" }
}
