internal import ArgumentParser
internal import BuildEngine

/// `bounce completions SHELL`: a script that completes commands, options and the names of targets.
struct Completions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print the completion script of a shell: bash, zsh or fish.",
        discussion: """
            `make install` puts them where the shells look. By hand: source <(bounce completions bash), in zsh after \
            compinit; bounce completions fish | source.
            """)

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish
    }

    func run() {
        guard let shell = CompletionShell(rawValue: shell.rawValue) else {
            preconditionFailure("BUG: the parser knows no shell called '\(shell.rawValue)'")
        }
        Terminal.say(CompletionScript(shell).text)
    }
}
