/// Why a set of declarations is not a graph.
package enum GraphError: Error, Equatable, Sendable {
    case duplicateTarget(String, line: Int, firstLine: Int)
    case sharedOutput(String, String, line: Int, with: String)
    case unknownTarget(String, usedBy: String?, line: Int, hint: String)
    /// A gate names a target that there is not.
    case unknownComparison(String, gateOf: String, line: Int, hint: String)
    /// A target that only checks has no output that another could be made from.
    case nothingToUse(String, usedBy: String, line: Int)
    /// A file that a target is made from is what another target writes: the dependency would not be seen.
    case fileIsOutput(String, usedBy: String, line: Int, of: String)
    /// Two files whose names differ only in how Unicode spells them.
    case ambiguousFile(String, usedBy: String, line: Int)
    /// From input to target, the first also the last.
    case cycle([String], line: Int)

    /// What to say to a manifest that names a target that there is not.
    static func hint(inManifestFor name: String, among names: [String]) -> String {
        likely(name, names)
            ?? "\(list(names)); one that is defined has to stand in `targets:` as well"
    }

    /// What to say to somebody who asks for a target that there is not.
    static func hint(for name: String, among names: [String]) -> String {
        likely(name, names) ?? list(names)
    }

    private static func likely(_ name: String, _ names: [String]) -> String? {
        if let likely = closest(to: name, among: names) { return "did you mean '\(likely)'?" }
        let begun = names.filter { $0.hasPrefix(name) }
        if name.count > 2, begun.count == 1 { return "did you mean '\(begun[0])'?" }
        return nil
    }

    private static func list(_ names: [String]) -> String {
        let most = 12
        guard !names.isEmpty else { return "there is no other" }
        let rest = names.count > most ? " and \(names.count - most) more" : ""
        return "there are \(names.prefix(most).map { "'\($0)'" }.joined(separator: ", "))\(rest)"
    }

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
        case .unknownTarget(let name, let user, _, let hint):
            "no target is called '\(name)'\(user.map { ", which '\($0)' is made from" } ?? ""): \(hint)"
        case .unknownComparison(let name, let user, _, let hint):
            "no target is called '\(name)', which a gate of '\(user)' looks at: \(hint)"
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
