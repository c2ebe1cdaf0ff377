internal import ArgumentParser

/// The parser's script for a shell, in which what may follow `bounce build` may also follow `bounce` alone: the parser
/// leaves the default command out.
struct CompletionScript {
    let text: String

    init(_ shell: CompletionShell) {
        let script = Bounce.completionScript(for: shell)
        text = script.split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { [String($0)] + Self.additions(after: $0, shell) }.joined(separator: "\n")
    }

    /// Where a line of the script deals with the first word, what a target in its place needs.
    private static func additions(after line: Substring, _ shell: CompletionShell) -> [String] {
        let first = Build.configuration.commandName ?? ""
        switch shell {
        case .bash where line.contains("compgen -W '\(first) "):
            return [
                "        # What is no command is an option or a target of the default one",
                "        unparsed_words=(\"${subcommand}\" \"${unparsed_words[@]}\")",
                "        \"_bounce_\(first)\"",
            ]
        case .zsh where line.contains("_describe -V subcommand subcommands"):
            return ["        \(zshTargets(first))"]
        case .zsh where line.hasSuffix("\"_bounce_${words[1]}\" && ret=0"):
            return ["            ;;", "        *)", "            \(zshTargets(first))"]
        case .fish where line.contains("\"bounce \(first)\" -ge 1' -fka"):
            return [String(line).replacing("\"bounce \(first)\" -ge 1", with: "\"bounce\" -ge 1")]
        default: return []
        }
    }

    private static func zshTargets(_ command: String) -> String {
        "__bounce_custom_complete ---completion \(command) -- positional@0 \"${current_word_index}\" \"$(__bounce_cursor_index_in_current_word)\" && ret=0"
    }
}
