/// Why a set of declarations is not a graph.
package enum GraphError: Error, Equatable, Sendable {
    case duplicateTarget(String, line: Int, firstLine: Int)
    case sharedOutput(String, String, line: Int, with: String)
    case unknownTarget(String, usedBy: String?, line: Int, suggestion: String?)
    /// A gate names a target that there is not.
    case unknownComparison(String, gateOf: String, line: Int, suggestion: String?)
    /// A target that only checks has no output that another could be made from.
    case nothingToUse(String, usedBy: String, line: Int)
    /// A file that a target is made from is what another target writes: the dependency would not be seen.
    case fileIsOutput(String, usedBy: String, line: Int, of: String)
    /// Two files whose names differ only in how Unicode spells them.
    case ambiguousFile(String, usedBy: String, line: Int)
    /// From input to target, the first also the last.
    case cycle([String], line: Int)

    /// The line of the manifest that it is about, or 0.
    package var line: Int {
        switch self {
        case .duplicateTarget(_, let line, _), .sharedOutput(_, _, let line, _),
            .unknownTarget(_, _, let line, _), .unknownComparison(_, _, let line, _),
            .nothingToUse(_, _, let line), .fileIsOutput(_, _, let line, _), .ambiguousFile(_, _, let line),
            .cycle(_, let line):
            line
        }
    }

    /// What is wrong, and what to do.
    package var message: String {
        switch self {
        case .duplicateTarget(let name, _, let first):
            "two targets are called '\(name)'" + (first > 0 ? " (the first in line \(first))" : "")
                + ": rename one of them"
        case .sharedOutput(let output, let name, _, let other):
            "targets '\(other)' and '\(name)' would both write \(output): rename one of them"
        case .unknownTarget(let name, let user, _, let suggestion):
            "no target is called '\(name)'" + (user.map { ", which '\($0)' is made from" } ?? "")
                + (suggestion.map { ": did you mean '\($0)'?" }
                    ?? ": `bounce status --verbose` lists the targets")
        case .unknownComparison(let name, let user, _, let suggestion):
            "no target is called '\(name)', which a gate of '\(user)' looks at"
                + (suggestion.map { ": did you mean '\($0)'?" }
                    ?? ": `bounce status --verbose` lists the targets")
        case .nothingToUse(let name, let user, _):
            "'\(user)' is made from '\(name)', which only checks a file and has no output: use the file in a stem, as .recording(\"…\")"
        case .fileIsOutput(let file, let user, _, let writer):
            "'\(user)' reads the file \(file), which the target '\(writer)' writes: make it a .process from '\(writer)'"
        case .ambiguousFile(let file, let user, _):
            "'\(user)' reads the file \(file), and another target one of the same name that is spelt with other code points: rename one of the files"
        case .cycle(let names, _):
            "these targets are made from one another: \(names.joined(separator: " → ")); take one of them out of another's inputs or gates"
        }
    }
}
