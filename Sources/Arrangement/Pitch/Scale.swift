/// A key: a tonic and a scale, such as `A minor` or `Eb dorian`.
package struct Scale: Equatable, Sendable {
    /// Semitones of the tonic above C, 0 … 11.
    package let tonic: Int
    /// Semitones above the tonic, within an octave.
    package let steps: [Int]

    /// Reads a key; nil for what is none. Upper and lower case of the scale's name do not count.
    package init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 2 else { return nil }
        var letter = words[0]
        guard let tonic = PitchName.takeLetter(&letter), letter.isEmpty,
            let steps = Scale.steps[words[1].lowercased()]
        else { return nil }
        self.tonic = (tonic + 12) % 12
        self.steps = steps
    }

    /// The pitch of a degree: 1 is the tonic in the octave given, 8 the one above in a scale of seven, 0 the degree
    /// below the tonic.
    package func pitch(degree: Int, octave: Int) -> Int {
        let index = degree - 1
        let octaves = (Double(index) / Double(steps.count)).rounded(.down)
        return 12 * (octave + 1) + tonic + 12 * Int(octaves) + steps[index - Int(octaves) * steps.count]
    }

    /// The pitches of a chord on a degree: every other note of the scale.
    package func chord(degree: Int, notes: Int, octave: Int) -> [Int] {
        (0..<notes).map { pitch(degree: degree + 2 * $0, octave: octave) }
    }

    static let steps: [String: [Int]] = [
        "major": [0, 2, 4, 5, 7, 9, 11], "minor": [0, 2, 3, 5, 7, 8, 10], "ionian": [0, 2, 4, 5, 7, 9, 11],
        "dorian": [0, 2, 3, 5, 7, 9, 10], "phrygian": [0, 1, 3, 5, 7, 8, 10],
        "lydian": [0, 2, 4, 6, 7, 9, 11],
        "mixolydian": [0, 2, 4, 5, 7, 9, 10], "aeolian": [0, 2, 3, 5, 7, 8, 10],
        "locrian": [0, 1, 3, 5, 6, 8, 10], "harmonic-minor": [0, 2, 3, 5, 7, 8, 11],
        "melodic-minor": [0, 2, 3, 5, 7, 9, 11], "major-pentatonic": [0, 2, 4, 7, 9],
        "minor-pentatonic": [0, 3, 5, 7, 10], "blues": [0, 3, 5, 6, 7, 10],
        "whole-tone": [0, 2, 4, 6, 8, 10], "chromatic": Array(0...11),
    ]

    /// The scales there are, for messages and the reference.
    package static var names: [String] { steps.keys.sorted() }
}
