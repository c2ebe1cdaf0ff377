internal import BuildGraph
internal import TargetDescription

/// Where the compiler found the first error, and its words for it: `Targets.swift:12:5: error: cannot find …`.
package struct CompilerMessage: Equatable, Sendable {
    package let line: Int
    package let words: String

    /// What it most likely means in a manifest; nil where nobody knows.
    package var hint: String? {
        if words.contains("cannot find '"), words.contains("' in scope"), Self.isOurs(quoted(0)) {
            return "begin the manifest with `import TargetDescription`"
        }
        if words.contains("has no member"), quoted(0) == "Any" || words.contains("type of expression") {
            return "a comma or a bracket is missing before it"
        }
        if words.contains("has no member"), let member = quoted(1),
            let likely = closest(to: member, among: Self.members)
        {
            return "did you mean '\(likely)'?"
        }
        if words.contains("to expected argument type 'Gain'") { return "write .decibels(-6) or .linear(0.5)" }
        if words.contains("to expected argument type 'Time'") {
            return "write .seconds(1.5), .beats(4) or .bars(2)"
        }
        if words.contains("conform to 'Automatable'") {
            return "a number, or a .curve([…]), stands there, without quotes"
        }
        return nil
    }

    /// The text between the quotes of that number.
    private func quoted(_ number: Int) -> String? {
        let parts = words.split(separator: "'", omittingEmptySubsequences: false)
        return parts.indices.contains(2 * number + 1) ? String(parts[2 * number + 1]) : nil
    }

    private static func isOurs(_ name: String?) -> Bool {
        ["Production", "Target", "Section", "Effect", "Gate", "Phrase", "Pattern"].contains(name)
    }

    /// What manifests write behind a dot, as Swift has it.
    private static var members: [String] {
        Catalogue.rules.map { rule in
            let words = rule.name.split(separator: "-")
            return words.prefix(1).joined()
                + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        }
    }

    /// Nil where there is no error with a line of the manifest.
    ///
    /// - Parameters:
    ///   - file: The manifest, as the compiler was given it.
    ///   - text: All that it said, without colours.
    init?(of file: String, in text: String) {
        for row in text.split(separator: "\n") where row.hasPrefix(file + ":") {
            let parts = row.dropFirst(file.count + 1).split(separator: ":", maxSplits: 3)
            guard parts.count == 4, let line = Int(parts[0]), parts[2] == " error" else { continue }
            self.line = line
            words = String(parts[3].drop { $0 == " " })
            return
        }
        return nil
    }
}
