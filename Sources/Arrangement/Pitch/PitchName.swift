/// Pitches as MIDI numbers: 60 is C4 (middle C), 69 is A4, 440 Hz; a step is a semitone.
package enum PitchName {
    /// MIDI's own: C−1 … G9.
    package static let range = 0...127

    /// The pitch of a name such as `C4`, `F#3`, `Bb5` or `E♭2`; nil for what is none, or lies beyond ``range``.
    ///
    /// Octaves are counted as in scientific pitch notation: they begin at C, and the one of middle C is 4.
    package static func number(named name: Substring) -> Int? {
        var rest = name
        guard let letter = takeLetter(&rest) else { return nil }
        guard let octave = Int(rest), (-1...9).contains(octave) else { return nil }
        let number = 12 * (octave + 1) + letter
        return range.contains(number) ? number : nil
    }

    /// Takes a letter with its accidentals, such as `C`, `F#` or `Bb`, off the front: semitones above C, from −2 on.
    static func takeLetter(_ text: inout Substring) -> Int? {
        guard let first = text.first, let natural = semitones[first] else { return nil }
        text.removeFirst()
        var semitone = natural
        while let accidental = text.first, let change = accidentals[accidental] {
            semitone += change
            text.removeFirst()
        }
        return semitone
    }

    /// The usual name, with sharps: `C#4`.
    package static func name(_ number: Int) -> String {
        let names = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]
        let octave = (number + 1200) / 12 - 101
        return "\(names[(number + 1200) % 12])\(octave)"
    }

    private static let semitones: [Character: Int] = [
        "C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11,
    ]

    private static let accidentals: [Character: Int] = ["#": 1, "♯": 1, "b": -1, "♭": -1]
}
