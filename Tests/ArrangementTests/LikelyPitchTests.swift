import Testing

@testable import Arrangement

@Suite("What was most likely meant")
struct LikelyPitchTests {
    @Test(
        "by a word of a phrase that cannot be read",
        arguments: [
            ("H4", "B4"), ("c4", "C4"), ("fis3", "F#3"), ("Es4", "Eb4"), ("As2", "Ab2"), ("Des5", "Db5"),
            ("CM7", "Cmaj7"), ("Cmi7", "Cm7"), ("am7", "Am7"), ("F#min7", "F#m7"), ("GMaj7", "Gmaj7"),
            ("C-7", "Cm7"), ("B°", "Bdim"), ("Bø7", "Bm7b5"), ("CΔ7", "Cmaj7"), ("Dminor", "Dm"),
            ("Csus", "Csus4"),
            ("H7/F#", "B7/F#"), ("g/h", "G/B"), ("c4:2!", "C4:2!"), ("A4+c5", "A4+C5"),
            ("h3+Fis4:1/3", "B3+F#4:1/3"),
        ])
    func word(_ written: String, _ meant: String) throws {
        #expect(PhraseWord.likely(written) == meant)
        let error = #expect(throws: PhraseTextError.self) {
            try PhraseText(written, step: 1, velocity: 1, octave: 4, key: nil)
        }
        #expect(
            error?.description.hasSuffix(": did you mean '\(meant)'?") == true, "\(error?.description ?? "")")
        // What is proposed has to be right.
        #expect((try? PhraseText(meant, step: 1, velocity: 1, octave: 4, key: nil)) != nil)
    }

    @Test("by nothing that resembles no note", arguments: ["X4", "", "+", "C44", "Cfoo", "9x", "é"])
    func nothing(_ written: String) { #expect(PhraseWord.likely(written) == nil) }

    @Test(
        "by a key that cannot be read",
        arguments: [
            ("Am", "A minor"), ("C", "C major"), ("a", "A minor"), ("H minor", "B minor"),
            ("F#m", "F# minor"),
            ("a-Moll", "A minor"), ("Es-Dur", "Eb major"), ("B min", "B minor"), ("CM", "C major"),
            ("D dor", "D dorian"), ("Bb Maj", "Bb major"), ("A harmonic minor", "A harmonic-minor"),
        ])
    func key(_ written: String, _ meant: String) {
        #expect(Scale.likelyName(written) == meant)
        #expect(Scale(meant) != nil)
        #expect(Scale.likelyName("quite another") == nil)
    }
}
