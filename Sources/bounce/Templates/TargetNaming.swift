internal import BuildEngine

/// Names of targets for files of any name: whole, unlike each other, and fit for every file system.
struct TargetNaming {
    private var taken: Set<String>

    init(reserved: [String] = []) { taken = Set(reserved.map { $0.lowercased() }) }

    /// A name for a file: its own without the extension, as far as it can stand.
    mutating func name(for file: String) -> String {
        let base = Self.acceptable(Self.withoutExtension(file)) ?? "recording"
        var name = base
        var number = 2
        while !taken.insert(name.lowercased()).inserted {
            name = "\(base)_\(number)"
            number += 1
        }
        return name
    }

    /// The nearest name that a target or a production can have; nil where nothing is left of it.
    static func acceptable(_ text: String) -> String? {
        var name = String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { !turnsText($0) }.map { scalar in
                    let isControl = scalar.properties.generalCategory == .control
                    return isControl || "/\\:*?\"<>|".unicodeScalars.contains(scalar) ? "_" : scalar
                }))
        // Room for a number behind it.
        while name.utf8.count > 180 { name.removeLast() }
        while let last = name.unicodeScalars.last, last == " " || last == "." {
            name.unicodeScalars.removeLast()
        }
        while let first = name.unicodeScalars.first, first == "-" || first == " " {
            name.unicodeScalars.removeFirst()
        }
        // What is left may be a device of Windows, or begin with a mark.
        return [name, "_\(name)"].first { !name.isEmpty && fileNameProblem($0) == nil }
    }

    /// Marks that have a terminal write backwards (Unicode, "Bidirectional Algorithm", explicit formatting).
    private static func turnsText(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }

    private static func withoutExtension(_ file: String) -> String {
        guard let dot = file.unicodeScalars.lastIndex(of: "."), dot > file.startIndex else { return file }
        return String(file[..<dot])
    }
}
