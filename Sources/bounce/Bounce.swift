internal import ArgumentParser
internal import BuildEngine

/// The command: what is common to all its parts.
@main
struct Bounce: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bounce",
        abstract:
            "Make for music: renders, verifies and archives an audio production, and only what changed.",
        discussion: """
            A production is declared in Targets.swift. Run bounce after every edit.

            Exit status: 0 ok, 1 a render failed, 2 usage or manifest, 3 a gate failed, 4 stale (status --check), \
            5 an input changed during the build, 6 another build runs, 7 the machine (disk, tools), 70 a bug in \
            bounce, 130 interrupted.
            """,
        version: Version.text,
        subcommands: [
            Build.self, Watch.self, Serve.self, Status.self, Why.self, Verify.self, Timing.self,
            GraphCommand.self, Describe.self, Measure.self, Presets.self, Selftest.self, Log.self, Diff.self,
            Report.self, Clean.self, Gc.self, Fsck.self, Init.self, Completions.self, Doctor.self,
        ],
        defaultSubcommand: Build.self)

    /// The names of all commands. Each states its own: what is made from the name of its type takes longer to find
    /// out, at every start, than all the rest of the parsing.
    static var commandNames: [String] {
        configuration.subcommands.compactMap { $0.configuration.commandName }
    }

    static func main() async {
        Interruption.install()
        do {
            let arguments = ArgumentOrder.commandFirst(
                Array(CommandLine.arguments.dropFirst()), commands: commandNames)
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            Terminal.exit(.ok)
        } catch {
            quit(error)
        }
    }

    /// Ends the process with the status that belongs to an error; its words go to standard error.
    private static func quit(_ error: any Error) -> Never {
        switch error {
        case let error as BuildError:
            Terminal.complain(error.message)
            GitHubAnnotations.tell(error)
            Terminal.exit(error.exit)
        case let status as Exit: Terminal.exit(status.status)
        default:
            let code = exitCode(for: error)
            // Usage errors of the parser are usage errors of ours.
            guard code.isSuccess || code == .validationFailure else { exit(withError: error) }
            let text = fullMessage(for: error)
            if code.isSuccess { Terminal.say(text) } else { Terminal.complain(text, prefix: "") }
            Terminal.exit(code.isSuccess ? .ok : .refused)
        }
    }
}

/// The end of a command whose words are already said.
struct Exit: Error {
    let status: ExitStatus

    /// Ends the command unless all is well.
    static func unlessOK(_ status: ExitStatus) throws {
        if status != .ok { throw Exit(status: status) }
    }
}

enum Version {
    static let text = Release.version
}
