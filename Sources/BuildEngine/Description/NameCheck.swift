internal import TargetDescription

// Names become file names, in the work space and in archives: what any file system or receiver could stumble
// over is refused before anything runs.

extension Kind {
    /// What is wrong with a text of this kind; nil where nothing is.
    func problem(with text: String) -> String? {
        switch self {
        case .text: fileNameProblem(text)
        case .freeText:
            hasControlCharacters(text) ? "the text '\(text.prefix(40))' has a control character in it" : nil
        case .file: pathProblem(text)
        default: nil
        }
    }
}

/// What is wrong with a name that is to be a file's; nil where nothing is.
package func fileNameProblem(_ name: String) -> String? {
    let quoted = "the name '\(name.prefix(40))'"
    if name.isEmpty { return "the name is empty" }
    if name.utf8.count > 200 {
        return "\(quoted)… has \(name.utf8.count) bytes: at most 200, so that it fits in a file name"
    }
    if name == "." || name == ".." { return "\(quoted) means a directory" }
    if name.hasPrefix("-") { return "\(quoted) begins with '-': it would read as an option" }
    if hasControlCharacters(name) { return "\(quoted) has a control character in it" }
    // Scalar by scalar: a combining mark makes another character of a slash, and no other byte.
    if let bad = name.unicodeScalars.first(where: { "/\\:*?\"<>|".unicodeScalars.contains($0) }) {
        return "\(quoted) has '\(bad)' in it, which file names cannot have everywhere"
    }
    if let first = name.unicodeScalars.first, first.properties.canonicalCombiningClass != .notReordered {
        return "\(quoted) begins with a mark that belongs to a letter before it"
    }
    if isDevice(name) {
        return
            "\(quoted) means a device on Windows, whatever follows a dot in it: archives could not be unpacked there"
    }
    if name.hasSuffix(" ") || name.hasSuffix(".") { return "\(quoted) ends with a space or a dot" }
    return nil
}

/// Names that Windows keeps for devices, in every directory and with every extension (Microsoft, "Naming Files,
/// Paths, and Namespaces").
private func isDevice(_ name: String) -> Bool {
    let stem = name.prefix { $0 != "." }.uppercased()
    if ["CON", "PRN", "AUX", "NUL"].contains(stem) { return true }
    let number = stem.unicodeScalars.last.map { "123456789¹²³".unicodeScalars.contains($0) } ?? false
    return stem.count == 4 && number && (stem.hasPrefix("COM") || stem.hasPrefix("LPT"))
}

private func pathProblem(_ path: String) -> String? {
    if path.isEmpty { return "the path is empty" }
    if path.utf8.count > 4_000 { return "the path has \(path.utf8.count) bytes: at most 4000" }
    if hasControlCharacters(path) { return "the path '\(path.prefix(40))' has a control character in it" }
    return nil
}

private func hasControlCharacters(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.properties.generalCategory == .control }
}
