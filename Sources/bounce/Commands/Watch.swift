internal import ArgumentParser
internal import BuildEngine

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// `bounce watch`: a build after every edit.
struct Watch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Build after every edit of the manifest, or of a file that it names, until Ctrl-C.",
        discussion: """
            A newer edit calls off the build that runs; the next one goes on from what is done. A manifest that is \
            refused is waited out.
            """)

    @OptionGroup var work: WorkOptions

    @Option(
        help: ArgumentHelp(
            "How long files have to be at rest after an edit. Default 100ms.", valueName: "time"),
        transform: Age.init(argument:))
    var settle: Age?

    @Flag(help: "Look at the files in turns, and do not rely on being told (disks of other machines).")
    var poll = false

    @Flag(help: "Serve the live page as well: see `bounce serve`.")
    var serve = false

    @Option(help: ArgumentHelp("The port of the page, with --serve.", valueName: "n"))
    var port: Int?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if port != nil, !serve { throw ValidationError("--port is of the page: give --serve as well") }
    }

    func run() async throws {
        try common.enter()
        let page = serve ? LivePage(program: try Serve.program(), pageArguments) : nil
        do {
            var session = WatchSession(
                source: common.source, arguments: buildArguments, isQuiet: common.quiet, page: page,
                watcher: EditWatcher(settling: settle?.seconds ?? 0.1, isPolling: poll))
            try await session.run()
        } catch {
            await page?.end()
            throw error
        }
    }

    /// What the server of the page is started with: it ends with this process, also where that is killed.
    private var pageArguments: [String] {
        Serve.arguments(common, port: port) + ["--parent", "\(getpid())"]
    }

    /// What each build is started with. It is in the right directory already.
    private var buildArguments: [String] {
        var arguments = ["build", "--lock-wait", "forever", "--color", common.color.rawValue]
        if let file = common.file { arguments += ["-f", file] }
        if let jobs = work.jobs { arguments += ["-j", "\(jobs)"] }
        if work.keepGoing { arguments.append("--keep-going") }
        if common.quiet { arguments.append("--quiet") }
        if common.verbose { arguments.append("--verbose") }
        return arguments + work.targets
    }
}

/// The server of the page, which does not start over a manifest that is refused.
private final class LivePage {
    private let program: String
    private let arguments: [String]
    private var process: BuildProcess?

    init(program: String, _ arguments: [String]) {
        self.program = program
        self.arguments = arguments
    }

    /// Starts it unless it is there.
    func begin() {
        if let process, process.isRunning { return }
        process = BuildProcess(program: program, arguments)
    }

    func end() async {
        process?.stop()
        _ = try? await process?.wait()
    }
}

/// Edits and builds, one after the other, until it is interrupted.
private struct WatchSession: ~Copyable {
    let source: DescriptionSource
    let arguments: [String]
    let isQuiet: Bool
    let page: LivePage?
    var watcher: EditWatcher
    /// The files that the last manifest in order names.
    private var files: [String] = []

    init(
        source: DescriptionSource, arguments: [String], isQuiet: Bool, page: LivePage?,
        watcher: consuming EditWatcher
    ) {
        self.source = source
        self.arguments = arguments
        self.isQuiet = isQuiet
        self.page = page
        self.watcher = watcher
    }

    mutating func run() async throws {
        watcher.watch([source.file])
        while true {
            watcher.takeUp()
            if try await readManifest() {
                page?.begin()
                try await build()
            }
            let edits = try waitForEdits()
            say(
                edits.count > 3 ? "\(edits.count) files changed" : "changed: \(edits.joined(separator: ", "))"
            )
        }
    }

    /// Whether the manifest is in order. Where it is not, what the last one named stays watched.
    private mutating func readManifest() async throws -> Bool {
        do {
            let description = try await source.read(mayKeep: true)
            files = description.production.files
            // Before the build reads them: what changes from here on is an edit.
            watcher.watch([source.file] + files)
            return true
        } catch .interrupted {
            throw Exit(status: .interrupted)
        } catch {
            Terminal.complain(error.message)
            return false
        }
    }

    /// Builds to the end, or until something is edited.
    private mutating func build() async throws {
        let build = BuildProcess(arguments)
        while build.isRunning {
            if Interruption.isRequested || !watcher.edits().isEmpty {
                build.stop()
                break
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        try await build.wait()
        if Interruption.isRequested { throw Exit(status: .interrupted) }
    }

    private mutating func waitForEdits() throws -> [String] {
        var edits = watcher.edits()
        if edits.isEmpty {
            let count = files.count + 1
            say("watching \(count) \(count == 1 ? "file" : "files"); Ctrl-C ends")
        }
        while edits.isEmpty {
            if Interruption.isRequested { throw Exit(status: .interrupted) }
            edits = watcher.edits(waiting: 200)
        }
        return edits
    }

    private func say(_ text: String) {
        if !isQuiet { Terminal.say(Terminal.paint(text, .dim)) }
    }
}
