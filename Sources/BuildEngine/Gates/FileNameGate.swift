internal import Signal
internal import TargetDescription

/// The name of the file is one that every receiver can take.
struct FileNameGate: GateUnit {
    private let spaces: Bool

    init(_ recipe: Recipe, _ timeline: Timeline) { spaces = recipe.flag("spaces") }

    func judge(_ evidence: Evidence) -> [Verdict] {
        let name = evidence.fileName
        let bad = name.unicodeScalars.first { !isPortable($0) }
        guard !name.isEmpty, let bad else {
            return [
                Verdict(
                    "file-name", holds: !name.isEmpty, expected: expectation,
                    found: name.isEmpty ? "no file" : "'\(name)'", advice: "ask it of a file")
            ]
        }
        return [
            Verdict(
                "file-name", holds: false, expected: expectation,
                found: "'\(name)', with '\(bad)' in it", advice: "call it '\(mended(name))'")
        ]
    }

    private var expectation: String {
        "letters a to z, digits, '-', '_'\(spaces ? ", '.' and spaces" : " and '.'")"
    }

    /// What POSIX calls the portable filename character set.
    private func isPortable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": true
        case " ": spaces
        default: false
        }
    }

    private func mended(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.map { isPortable($0) ? $0 : "_" }))
    }
}
