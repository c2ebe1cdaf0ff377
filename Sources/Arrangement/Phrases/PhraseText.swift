/// A phrase as a text, one word for each step:
///
///     C4  F#3  Bb5       a note            A4+C5+E5     notes together
///     Am7  G/B           a chord symbol, where it cannot be read as a note
///     1  5  -2           degrees of the phrase's key          ii  V7   chords on its degrees
///     -  r               a rest            ~            what sounds goes on
///
/// and behind it, in this order: `:2` its length in beats (or `:1/3`), `!` an accent or `,` a soft note or `@0.6` its
/// velocity, `?0.5` the chance that it sounds.
package struct PhraseText: Equatable, Sendable {
    /// One step of a phrase.
    package struct Step: Equatable, Sendable {
        /// MIDI numbers; none for a rest.
        package var pitches: [Int]
        package var beats: Double
        /// 0 … 1.
        package var velocity: Double
        /// The chance that it sounds, 0 … 1.
        package var chance: Double
    }

    package let steps: [Step]

    /// The length of all steps, in beats.
    package var beats: Double { steps.reduce(0) { $0 + $1.beats } }

    /// - Parameters:
    ///   - step: the length of a step that does not say, in beats.
    ///   - velocity: of a note that does not say.
    ///   - octave: of chords and degrees.
    ///   - key: what degrees belong to.
    package init(
        _ text: String, step: Double, velocity: Double, octave: Int, key: Scale?
    ) throws(PhraseTextError) {
        var steps: [Step] = []
        for (index, word) in PhraseText.words(text).enumerated() {
            let reader = PhraseWord(word, number: index + 1, octave: octave, key: key)
            let next = try reader.step(length: step, velocity: velocity)
            guard reader.isTie else {
                steps.append(next)
                continue
            }
            guard !steps.isEmpty else { throw reader.error(.tieAtStart) }
            steps[steps.count - 1].beats += next.beats
        }
        guard !steps.isEmpty else { throw PhraseTextError(problem: .empty, word: "", number: 0) }
        self.steps = steps
    }

    static func words(_ text: String) -> [Substring] {
        text.split { $0 == " " || $0 == "|" || $0 == "\n" }
    }
}

/// Why a text is no phrase, and which of its words is to blame.
package struct PhraseTextError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Problem: Equatable, Sendable {
        case empty, tieAtStart, unknown, needsKey, beyondRange
        case badLength, badVelocity, badChance
    }

    package let problem: Problem
    package let word: String
    /// From 1.
    package let number: Int

    package var description: String {
        switch problem {
        case .empty: "the phrase has no notes: write some, such as \"C4 E4 G4:2\""
        case .tieAtStart: "\(place) ties to a note, and there is none before it"
        case .unknown:
            "\(place) is no note (C4, F#3, Bb5), chord (Am7, Gdom7, G/B), degree (1, ii, V7 with a key), rest (-) or tie (~)\(hint)"
        case .needsKey:
            "\(place) is a degree, and the phrase has no key: give it one, such as key: \"A minor\""
        case .beyondRange: "\(place) lies beyond MIDI's pitches, C-1 to G9"
        case .badLength:
            "\(place): the length behind ':' is a number of beats above 0 and at most 1024, such as :2 or :1/3"
        case .badVelocity: "\(place): the velocity behind '@' is a number from 0 to 1"
        case .badChance: "\(place): the chance behind '?' is a number from 0 to 1"
        }
    }

    /// What was most likely meant.
    private var hint: String { PhraseWord.likely(word).map { ": did you mean '\($0)'?" } ?? "" }

    private var place: String { "word \(number), '\(word)'," }
}
