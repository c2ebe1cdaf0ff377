/// Chords by their symbols, as on a lead sheet: `C`, `Am7`, `F#dim`, `Gsus4`, `D/F#`.
package enum Chord {
    /// The pitches of a chord symbol from the bottom up; nil for what is none.
    ///
    /// The root lies in the octave given. A bass note after a slash is set below it.
    package static func pitches(of symbol: Substring, octave: Int) -> [Int]? {
        let parts = symbol.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        var kind = parts[0]
        guard let root = PitchName.takeLetter(&kind), let steps = kinds[String(kind)] else { return nil }
        var pitches = steps.map { 12 * (octave + 1) + root + $0 }
        if parts.count == 2 {
            var bass = parts[1]
            guard let note = PitchName.takeLetter(&bass), bass.isEmpty else { return nil }
            let below = 12 * (octave + 1) + note
            pitches = [below < pitches[0] ? below : below - 12] + pitches
        }
        return pitches.allSatisfy(PitchName.range.contains) ? pitches : nil
    }

    /// Semitones above the root.
    static let kinds: [String: [Int]] = [
        "": [0, 4, 7], "maj": [0, 4, 7], "m": [0, 3, 7], "min": [0, 3, 7], "dim": [0, 3, 6],
        "aug": [0, 4, 8],
        "5": [0, 7], "sus2": [0, 2, 7], "sus4": [0, 5, 7], "6": [0, 4, 7, 9], "m6": [0, 3, 7, 9],
        "7": [0, 4, 7, 10], "maj7": [0, 4, 7, 11], "m7": [0, 3, 7, 10], "mmaj7": [0, 3, 7, 11],
        "dim7": [0, 3, 6, 9], "m7b5": [0, 3, 6, 10], "7sus4": [0, 5, 7, 10], "add9": [0, 4, 7, 14],
        "madd9": [0, 3, 7, 14], "9": [0, 4, 7, 10, 14], "maj9": [0, 4, 7, 11, 14], "m9": [0, 3, 7, 10, 14],
        "11": [0, 4, 7, 10, 14, 17], "m11": [0, 3, 7, 10, 14, 17], "13": [0, 4, 7, 10, 14, 21],
        // By a word, since a letter and a digit are a note: G7 is the G of octave 7.
        "no3": [0, 7], "maj6": [0, 4, 7, 9], "dom7": [0, 4, 7, 10], "dom9": [0, 4, 7, 10, 14],
        "dom11": [0, 4, 7, 10, 14, 17], "dom13": [0, 4, 7, 10, 14, 21],
    ]
}
