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

    @OptionGroup var waiting: LockOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if checkReproducible, dryRun {
            throw ValidationError(
                "--check-reproducible renders, and --dry-run does not: leave one of them out")
        }
    }

    func run() async throws {
        try common.enter()
        if let events { try ReplacedFile.check(events, of: "--events", starts: EventLog.start) }
        if let junit { try ReplacedFile.check(junit, of: "--junit", starts: JUnitReport.start) }
        if dryRun { return try await foretell() }
        let summary = try await build()
        try Exit.unlessOK(summary.exit)
    }

    private func build() async throws -> RunSummary {
        // What is refused is refused before anything is written. Where a ledger is, a build has been before.
        let description = mayTrustLedger ? nil : try await readOrReport()
        // The lock comes before the reports: a build that is refused must not empty those of the one that runs.
        let lock = try waiting.take()
        var hasBegun = false
        do {
            return try await build(description, under: lock, &hasBegun)
        } catch let error as BuildError where !hasBegun {
            report(refusal: error)
            throw error
        }
    }

    private func build(
        _ description: ReadDescription?, under lock: borrowing BuildLock, _ hasBegun: inout Bool
    ) async throws -> RunSummary {
        let (scope, store) = try await open(description, under: lock)
        let reports = try reports(scope)
        var builder = try Builder(scope, options, store: store, progress: reports.listener) { event in
            for report in reports { report.take(event) }
        }
        hasBegun = true
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
        let read = if let description { description } else { try await read() }
        return (try common.source.wholeScope(read, of: work.targets, store), store)
    }

    /// The description. Where it is refused, the reports say so, unless a build runs, whose own they are.
    private func readOrReport() async throws(BuildError) -> ReadDescription {
        do throws(BuildError) {
            return try await read()
        } catch {
            if (try? BuildLock.requireFree()) != nil { report(refusal: error) }
            throw error
        }
    }

    /// Has the reports say that there was no build, and not what came of the one before. Where that fails, it is told beside
    /// the refusal, which is what matters.
    private func report(refusal: BuildError) {
        do {
            if let events { try EventLog(path: events).refuse(refusal) }
        } catch {
            Terminal.complain("\((error as? BuildError)?.message ?? "\(error)")")
        }
        do {
            if let junit { try JUnitReport.refuse(refusal, path: junit) }
        } catch {
            Terminal.complain("\((error as? BuildError)?.message ?? "\(error)")")
        }
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
            let names = production.targets.map(\.name)
            let isTarget = work.targets.first.map { $0.isLike(names) } ?? false
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

    private func reports(_ scope: Scope) throws(BuildError) -> [any EventConsumer] {
        let names = scope.production.targets.map(\.name)
        var reports: [any EventConsumer] = [
            TerminalReport(isQuiet: common.quiet, isVerbose: common.verbose, names: names)
        ]
        reports.append(LiveLog())
        if let events { reports.append(try EventLog(path: events)) }
        if let junit { reports.append(JUnitReport(path: junit, names: asked(in: scope))) }
        if let annotations = GitHubAnnotations(file: common.source.file) { reports.append(annotations) }
        return reports
    }

    /// The targets that are asked for, with what they are made from, of those in question.
    private func asked(in scope: Scope) -> [String] {
        let graph = scope.production.graph
        let roots = work.targets.compactMap { try? graph.find($0) }
        let reached = graph.closure(of: roots.isEmpty ? graph.order : roots)
        return graph.order.filter(reached.contains).map { graph[$0].name }
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
        let scope: Scope
        if let proven {
            scope = proven
        } else {
            let read = if let description { description } else { try await read() }
            scope = try common.source.wholeScope(read, of: work.targets, store)
        }
        let assessment = try Assessment(scope, store: store, options: plan)
        let due = assessment.survey().targets.filter { $0.state != .fresh }
        let width = StatusText.width(of: due.map(\.name))
        Terminal.say(folding: due.map { StatusText.line($0, nameWidth: width) })
        let orphans = try assessment.orphans()
        for path in orphans { Terminal.say("put away \(path): it is no target's output any more") }
        if due.isEmpty, orphans.isEmpty { Terminal.say("nothing to do") }
    }
}

extension String {
    /// Whether one of the names is it, or may be meant by it.
    fileprivate func isLike(_ names: [String]) -> Bool {
        names.contains(self) || closest(to: self, among: names) != nil
            || names.contains { $0.hasPrefix(self) }
    }
}
