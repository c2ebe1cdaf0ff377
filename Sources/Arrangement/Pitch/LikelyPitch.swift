// What somebody most likely meant who wrote a note, a chord or a key in another way than is read here.

extension PitchName {
    /// The letter with its accidental as it is written here, and what is behind it: of `c4`, `H4`, `Fis4`, `Es4`.
    static func likelyLetter(_ text: Substring) -> (letter: String, rest: Substring)? {
        guard let first = text.first, let letter = letters[first.uppercased()] else { return nil }
        let rest = text.dropFirst()
        // German names: Cis is C sharp, Des is D flat; As and Es stand for Aes and Ees.
        for (ending, accidental) in [("is", "#"), ("es", "b")] where rest.lowercased().hasPrefix(ending) {
            return (letter + accidental, rest.dropFirst(2))
        }
        if letter == "A" || letter == "E", rest.first == "s" { return (letter + "b", rest.dropFirst()) }
        let accidentals = rest.prefix { "#b♯♭".contains($0) }
        return (letter + accidentals, rest.dropFirst(accidentals.count))
    }

    /// H is what Germans call B.
    private static let letters = [
        "C": "C", "D": "D", "E": "E", "F": "F", "G": "G", "A": "A", "B": "B", "H": "B",
    ]

    /// The name of a note that is close to this; nil where none is.
    static func likely(_ text: Substring) -> String? {
        guard let (letter, rest) = likelyLetter(text) else { return nil }
        let name = letter + rest
        return number(named: Substring(name)) == nil ? nil : name
    }
}

extension Chord {
    /// The symbol of a chord that is close to this; nil where none is.
    static func likely(_ text: Substring) -> String? {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let (root, rest) = PitchName.likelyLetter(parts[0]), let kind = likelyKind(String(rest)) else {
            return nil
        }
        guard parts.count == 2 else { return root + kind }
        guard let (bass, nothing) = PitchName.likelyLetter(parts[1]), nothing.isEmpty else { return nil }
        return "\(root)\(kind)/\(bass)"
    }

    /// Other ways to write the kinds of chords, longest first.
    private static let spellings: [(other: String, ours: String)] = [
        ("minor", "m"), ("major", "maj"), ("dominant", "dom"), ("diminished", "dim"), ("augmented", "aug"),
        ("half-dim", "m7b5"), ("min", "m"), ("Maj", "maj"), ("MAJ", "maj"), ("ma7", "maj7"), ("ma9", "maj9"),
        ("M7", "maj7"), ("M9", "maj9"), ("M6", "maj6"), ("Δ7", "maj7"), ("△7", "maj7"), ("Δ", "maj7"),
        ("△", "maj7"),
        ("mi", "m"), ("°7", "dim7"), ("°", "dim"), ("o7", "dim7"), ("ø7", "m7b5"), ("ø", "m7b5"),
        ("-7", "m7"),
        ("-9", "m9"), ("-", "m"), ("M", "maj"),
    ]

    private static func likelyKind(_ text: String) -> String? {
        if kinds[text] != nil { return text }
        if text == "sus" { return "sus4" }
        if text == "4" || text == "2" { return nil }
        for (other, ours) in spellings where text.hasPrefix(other) {
            let kind = ours + text.dropFirst(other.count)
            if kinds[kind] != nil { return kind }
        }
        return nil
    }
}

extension Scale {
    /// The name of a key that is close to this, as it is written here: of `Am`, `a minor`, `H-Moll`, `C`; nil where none is.
    package static func likelyName(_ text: String) -> String? {
        guard let (tonic, rest) = PitchName.likelyLetter(Substring(text)) else { return nil }
        let word = rest.lowercased().drop { " -_".contains($0) }
        // A letter alone is major, and a small one, as in German, minor.
        let isSmall = text.first?.isLowercase ?? false
        let scale: String? =
            switch word {
            case "": isSmall ? "minor" : "major"
            case "m", "min", "mi", "moll", "minor": rest == "M" ? "major" : "minor"
            case "maj", "ma", "dur", "major": "major"
            default: closestName(to: String(word))
            }
        return scale.map { "\(tonic) \($0)" }
    }

    /// A scale whose name begins alike: `dor`, `harmonic`, `pentatonic minor` has none.
    private static func closestName(to word: String) -> String? {
        let plain = word.replacing(" ", with: "-")
        if steps[plain] != nil { return plain }
        let alike = names.filter { $0.hasPrefix(plain.prefix(4)) }
        return alike.count == 1 ? alike[0] : nil
    }
}
