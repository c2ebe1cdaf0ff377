import Testing

@testable import Arrangement

@Suite("Doubts about a phrase")
struct PhraseDoubtsTests {
    @Test(
        "are told where a word is read as something else than its neighbours",
        arguments: [
            ("Am7 E7 Cmaj G C", "'E7' among chords is the single note E of octave 7: the chord is 'Edom7'"),
            ("Am F#6:2", "the chord is 'F#maj6'"), ("E2 G A2", "'G' among notes is a major chord"),
            ("E2 Bb! A2", "'Bb' among notes is a major chord"),
            ("E5, G5, B5", "stands here behind all but the last"), ("C4,E4", ""),
        ])
    func doubts(text: String, words: String) {
        let found = PhraseDoubts.sentences(about: text)
        #expect(words.isEmpty ? found.isEmpty : found.count == 1 && found[0].contains(words), "\(found)")
    }

    @Test(
        "are none about what is usual",
        arguments: [
            "C4 E4 G4:2", "Am7 Dm7:2 Gdom7 C", "C Am F G", "E7 B6 E6", "A2 C3, E3 A3,", "Am7 A2 G", "1 V7 ii",
            "C4+G E7", "-",
        ])
    func none(text: String) { #expect(PhraseDoubts.sentences(about: text) == []) }
}
