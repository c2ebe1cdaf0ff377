/// What a phrase says that can be read, and that somebody may have meant otherwise.
package enum PhraseDoubts {
    /// Sentences for a person; none for most phrases.
    package static func sentences(about text: String) -> [String] {
        let words = PhraseText.words(text).map(Word.init)
        return [seventh(words), bareLetter(words), commas(words)].compactMap { $0 }
    }

    private struct Word {
        let text: Substring
        let sound: Substring
        let isNote: Bool
        let isChord: Bool
        let isSoft: Bool

        init(_ text: Substring) {
            self.text = text
            let end = text.firstIndex { ":!,@?".contains($0) } ?? text.endIndex
            sound = text[..<end]
            isNote = PitchName.number(named: sound) != nil
            isChord = !isNote && Chord.pitches(of: sound, octave: 4) != nil
            isSoft = text[end...].contains(",")
        }

        var digit: Character { sound.last ?? " " }

        /// A letter and no octave: a major chord.
        var isBareLetter: Bool { isChord && sound.dropFirst().allSatisfy { "#b".contains($0) } }
    }

    /// A letter and a digit is a note, also where everything else is a chord.
    private static func seventh(_ words: [Word]) -> String? {
        let digits: Set<Character> = ["6", "7", "9"]
        guard words.contains(where: \.isChord),
            !words.contains(where: { $0.isNote && !digits.contains($0.digit) }),
            let word = words.first(where: { $0.isNote && digits.contains($0.digit) })
        else { return nil }
        let (letter, digit) = (word.sound.dropLast(), word.digit)
        let chord = "\(letter)\(digit == "6" ? "maj" : "dom")\(digit)"
        return
            "'\(word.sound)' among chords is the single note \(letter) of octave \(digit): the chord is '\(chord)'"
    }

    private static func bareLetter(_ words: [Word]) -> String? {
        guard words.contains(where: \.isNote), !words.contains(where: { $0.isChord && !$0.isBareLetter }),
            let word = words.first(where: \.isBareLetter)
        else { return nil }
        return
            "'\(word.sound)' among notes is a major chord: a single note has its octave behind it, as \(word.sound)4"
    }

    private static func commas(_ words: [Word]) -> String? {
        guard words.count > 1, let last = words.last, !last.isSoft, words.dropLast().allSatisfy(\.isSoft)
        else {
            return nil
        }
        return
            "a comma behind a word makes it half as loud, and stands here behind all but the last: between words stand spaces alone"
    }
}
