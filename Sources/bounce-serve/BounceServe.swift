internal import ArgumentParser
internal import Hummingbird
internal import Logging
internal import NIOCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// `bounce-serve`: the report of the production in this directory, to browsers on this machine, as builds change it.
///
/// A program of its own, so that bounce needs no server and starts as quickly as ever. What it shows comes from
/// `bounce report --json`: it knows nothing of productions itself.
@main
struct BounceServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bounce-serve",
        abstract: "Serve the page of the production in this directory, live, until Ctrl-C.",
        discussion:
            "It answers on 127.0.0.1 only, and gives out the files that the report names and no others.")

    @Option(
        help: ArgumentHelp(
            "The bounce that makes the report. Default: the one beside this.", valueName: "path"))
    var bounce: String?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The manifest. Default: Targets.swift.", valueName: "file"))
    var file: String?

    @Option(help: ArgumentHelp("The port on 127.0.0.1. Default: any that is free.", valueName: "n"))
    var port = 0

    @Option(
        help: ArgumentHelp(
            "End when this process, which started it, has ended.", valueName: "number", visibility: .hidden))
    var parent: Int32?

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("the port is \(port): expected 0 (any that is free) to 65535")
        }
    }

    func run() async throws {
        let reporter = Reporter(bounce: bounce ?? Self.besideThis("bounce"), file: file)
        let reports = Reports(try await reporter.report())
        let listeners = Listeners()
        let application = Application(
            router: Site(reports: reports, listeners: listeners).router,
            configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil),
            onServerRunning: { channel in
                guard let port = channel.localAddress?.port else { return }
                Self.say("http://127.0.0.1:\(port)/\n", to: STDOUT_FILENO)
            },
            logger: Self.quiet)
        // There is nothing to save: a signal ends the process as it is.
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            group.addTask { try await Follower(reporter, reports, listeners).run() }
            if let parent { group.addTask { try await Self.outlive(parent) } }
            try await group.next()
            group.cancelAll()
        }
    }

    /// Returns when the process that started this one has ended, however it did: another one is the parent then.
    private static func outlive(_ parent: Int32) async throws {
        while getppid() == parent { try await Task.sleep(for: .milliseconds(200)) }
    }

    static func main() async {
        do {
            var command = try parseAsRoot()
            if let command = command as? Self {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let problem as Reporter.Problem {
            say("bounce-serve: \(problem.text)\n", to: STDERR_FILENO)
            end(problem.exit)
        } catch let problem as IOError {
            say(
                "bounce-serve: it cannot listen there: \(problem): choose another --port\n", to: STDERR_FILENO
            )
            end(7)
        } catch {
            exit(withError: error)
        }
    }

    static func say(_ text: String, to descriptor: Int32) {
        var bytes = text
        bytes.withUTF8 { _ = write(descriptor, $0.baseAddress, $0.count) }
    }

    /// What goes wrong with a request is the browser's to show.
    private static var quiet: Logger {
        var logger = Logger(label: "bounce-serve")
        logger.logLevel = .critical
        return logger
    }

    private static func besideThis(_ name: String) -> String {
        let own = CommandLine.arguments.first ?? ""
        guard let slash = own.lastIndex(of: "/") else { return name }
        return own[...slash] + name
    }
}

/// The command's own `exit` takes an error.
private func end(_ status: Int32) -> Never { exit(status) }
