/// Where the compiler found the first error, and its words for it: `Targets.swift:12:5: error: cannot find …`.
package struct CompilerMessage: Equatable, Sendable {
    package let line: Int
    package let words: String

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
