import Testing

@testable import Arrangement

@Suite("The words of a phrase")
struct PhraseTextTests {
    @Test(
        "a word is a note, notes together, a chord, a degree or a rest",
        arguments: [
            ("C4", [60]), ("A4", [69]), ("F#3", [54]), ("Gb3", [54]), ("B♭5", [82]), ("Cb4", [59]),
            ("B#3", [60]),
            ("C-1", [0]), ("G9", [127]), ("A3+C4+E4", [57, 60, 64]), ("Am7", [69, 72, 76, 79]),
            ("G/B", [59, 67, 71, 74]), ("D/F#", [54, 62, 66, 69]), ("Csus4", [60, 65, 67]), ("G7", [103]),
            ("Gdom7", [67, 71, 74, 77]), ("G7/B", [59, 67, 71, 74, 77]), ("Gno3", [67, 74]), ("-", []),
            ("r", []),
            ("1", [69]), ("8", [81]), ("3", [72]), ("0", [67]), ("-1", [65]), ("ii", [71, 74, 77]),
            ("V7", [76, 79, 83, 86]), ("1+C2", [69, 36]),
        ] as [(String, [Int])])
    func sounds(_ word: String, _ pitches: [Int]) throws {
        #expect(try steps(word)[0].pitches == pitches)
    }

    @Test(
        "behind it are its length, its velocity and its chance",
        arguments: [
            ("C4", 0.5, 0.8, 1.0), ("C4:2", 2, 0.8, 1), ("C4:1/3", 1.0 / 3, 0.8, 1), ("C4:1.5!", 1.5, 1, 1),
            ("C4,", 0.5, 0.4, 1), ("C4@0.3", 0.5, 0.3, 1), ("C4?0.25", 0.5, 0.8, 0.25),
            ("C4:4@0.1?0.5", 4, 0.1, 0.5),
            ("-:3", 3, 0.8, 1),
        ] as [(String, Double, Double, Double)])
    func modifiers(_ word: String, _ beats: Double, _ velocity: Double, _ chance: Double) throws {
        let step = try steps(word)[0]
        #expect((step.beats, step.velocity, step.chance) == (beats, velocity, chance))
    }

    @Test("a tie makes what is before it longer, and bars are for the eye")
    func ties() throws {
        let steps = try steps("C4 ~ | E4:2 ~:4 -")
        #expect(steps.map(\.beats) == [1, 6, 0.5])
        #expect(steps.map(\.pitches) == [[60], [64], []])
    }

    @Test(
        "what is no word is refused with its number and the words that there are",
        arguments: [
            ("C4 H4", "word 2, 'H4', is no note"), ("C10", "word 1, 'C10', is no note"),
            ("C4:", "length behind ':'"),
            ("C4:0", "length behind ':'"), ("C4:1/0", "length behind ':'"), ("C4@2", "from 0 to 1"),
            ("C4?x", "from 0 to 1"), ("~ C4", "none before it"), ("", "no notes"), (" | ", "no notes"),
            ("C4 99", "beyond MIDI's pitches"), ("C4!!", "is no note"), ("C4++E4", "is no note"),
            ("G9#", "is no note"),
        ])
    func refused(_ text: String, _ words: String) throws {
        let error = try #require(throws: PhraseTextError.self) { try steps(text) }
        #expect(error.description.contains(words), "\(error)")
    }

    @Test("a degree without a key is refused")
    func keyless() throws {
        let error = try #require(throws: PhraseTextError.self) {
            try PhraseText("C4 3", step: 1, velocity: 0.8, octave: 4, key: nil)
        }
        #expect(error.description.contains("has no key"))
    }

    @Test("a key is a tonic and a scale", arguments: [("A minor", 9), ("Eb Dorian", 3), ("F# blues", 6)])
    func keys(_ text: String, _ tonic: Int) { #expect(Scale(text)?.tonic == tonic) }

    @Test(
        "anything else is none",
        arguments: ["", "A", "minor", "H minor", "A minor scale", "A4 minor", "A nonsense"])
    func noKey(_ text: String) { #expect(Scale(text) == nil) }

    private func steps(_ text: String) throws -> [PhraseText.Step] {
        try PhraseText(text, step: 0.5, velocity: 0.8, octave: 4, key: Scale("A minor")).steps
    }
}
