/// Where in its sections a phrase or a pattern lies.
public enum Placement: String, CaseIterable, Sendable {
    /// From the start of each section.
    case start
    /// So that it ends with each section: a fill.
    case end
}

/// What an instrument plays, in beats, and in which sections.
///
/// ```swift
/// .phrase("A2 A2 C3 G2", step: 0.5, in: ["verse"])
/// .phrase("Am7:4 Dm7:4 G7:4 Cmaj7:4", octave: 3, velocity: 0.6)
/// .phrase("1 3 5 8", rhythm: "x..x..x.", step: 0.25, key: "A minor")
/// ```
public struct Phrase: Sendable {
    package let recipe: Recipe

    /// A phrase as a text, one word for each step.
    ///
    /// A word is a note (`C4`, `F#3`, `Bb5`), notes together (`A3+C4+E4`), a chord symbol (`Am7`, `G/B`), a degree of
    /// the key (`1`, `-2`) or a chord on one (`ii`, `V7`), a rest (`-`) or a tie (`~`). Behind it may stand its length
    /// in beats (`:2`, `:1/3`), then an accent (`!`), a soft note (`,`) or a velocity (`@0.6`), then the chance that it
    /// sounds (`?0.5`). `|` is for the eye.
    ///
    /// - Parameters:
    ///   - notes: The words.
    ///   - rhythm: Steps, such as `x..x..x.`, to whose hits the words are dealt out in turn; each lasts until the next
    ///     hit. Rhythm and words go round independently. Without it each word has its own length.
    ///   - step: The length of a word that does not say, or of a step of the rhythm, in beats: 1/64 … 64. Default 1.
    ///   - sections: Where it is played; empty for the whole timeline.
    ///   - placement: Where in each section it lies. Default from its start.
    ///   - repeats: Whether it is repeated until the section ends. Default yes where it lies at the start, and no at the
    ///     end: a fill.
    ///   - transpose: In semitones: −60 … 60. Default 0.
    ///   - octave: Of chords and degrees: 0 … 8; 4 begins with middle C. Default 4.
    ///   - key: What degrees belong to, such as `A minor` or `Eb dorian`.
    ///   - velocity: Of a note that does not say: 0 … 1. Default 0.8.
    ///   - hold: The share of its length for which a note is held: 0.05 … 4; below 1 is staccato. Default 1.
    ///   - groove: Swing, and a player's irregularities. Default none.
    public static func phrase(
        _ notes: String, rhythm: String = "", step: Double = 1, in sections: [String] = [],
        at placement: Placement = .start, repeats: Bool? = nil, transpose: Int = 0, octave: Int = 4,
        key: String? = nil, velocity: Double = 0.8, hold: Double = 1, groove: Groove? = nil, line: Int = #line
    ) -> Phrase {
        Phrase(
            recipe: Recipe(
                .phrase,
                [
                    .text(notes), .text(rhythm), .number(step), .texts(sections), .choice(placement),
                    .optional(repeats.map(Value.flag)), .integer(transpose), .integer(octave),
                    .optional(key.map(Value.text)),
                    .number(velocity), .number(hold), .optional((groove?.recipe).map(Value.recipe)),
                ], line: line))
    }

    /// A standard MIDI file of type 0 or 1.
    ///
    /// - Parameters:
    ///   - file: The path of the file, relative to the manifest.
    ///   - track: One of its tracks, from 1; without it, all.
    ///   - channel: One MIDI channel, 1 … 16; without it, all.
    ///   - timing: Whether its beats follow the production's tempo, or its notes stay at the file's own moments.
    ///     Default beats.
    ///   - sections: Where it is played; empty for the whole timeline.
    ///   - placement: Where in each section it lies. Default from its start.
    ///   - repeats: Whether it is repeated until the section ends. Default no.
    ///   - transpose: In semitones: −60 … 60. Default 0.
    ///   - hold: The share of its length for which a note is held: 0.05 … 4. Default 1.
    ///   - groove: Swing, and a player's irregularities. Default none.
    public static func midi(
        _ file: String, track: Int? = nil, channel: Int? = nil, timing: MIDITiming = .beats,
        in sections: [String] = [], at placement: Placement = .start, repeats: Bool = false,
        transpose: Int = 0,
        hold: Double = 1, groove: Groove? = nil, line: Int = #line
    ) -> Phrase {
        Phrase(
            recipe: Recipe(
                .midiPhrase,
                [
                    .text(file), .optional(track.map(Value.integer)), .optional(channel.map(Value.integer)),
                    .choice(timing), .texts(sections), .choice(placement), .flag(repeats),
                    .integer(transpose),
                    .number(hold), .optional((groove?.recipe).map(Value.recipe)),
                ], line: line))
    }
}

/// What the moments of a MIDI file are.
public enum MIDITiming: String, CaseIterable, Sendable {
    /// Beats, which follow the production's tempo.
    case beats
    /// The file's own: its tempo map says when, whatever the production's tempo.
    case file
}

extension Rule {
    package static let phrase = Rule(
        "phrase", .phrase, followsTempo: true,
        [
            Parameter("notes", .notes),
            Parameter("rhythm", .steps, default: .text("")),
            Parameter("step", .number(0.015625...64, unit: "beats"), default: .number(1)),
            .playedSections, .placement, .repeats,
            .transpose,
            Parameter("octave", .integer(0...8, unit: ""), default: .integer(4)),
            .optional("key", .key),
            Parameter("velocity", .number(0...1, unit: "of full velocity"), default: .number(0.8)),
            .hold, .groove,
        ])

    package static let midiPhrase = Rule(
        "midi", .phrase, followsTempo: true,
        [
            Parameter("file", .file),
            .optional("track", .integer(1...65_535, unit: "")),
            .optional("channel", .integer(1...16, unit: "")),
            Parameter("timing", .choice(MIDITiming.self), default: .choice(MIDITiming.beats)),
            .playedSections, .placement,
            Parameter("repeats", .flag, default: .flag(false)),
            .transpose, .hold, .groove,
        ])
}

// Parameters that everything which is played in sections shares.
extension Parameter {
    static let playedSections = Parameter(
        "sections", .list(.section, count: Kind.anyCount), default: .list([]))
    /// Whether it goes on until its sections end.
    static let repeats = Parameter.optional("repeats", .flag)
    static let placement = Parameter("placement", .choice(Placement.self), default: .choice(Placement.start))
    static let groove = Parameter.optional("groove", .recipe(.groove))
    /// What a playing instrument plays.
    static let phrases = Parameter("phrases", .recipes(.phrase, count: 1...10_000))
    fileprivate static let transpose = Parameter(
        "transpose", .integer(-60...60, unit: "semitones"), default: .integer(0))
    fileprivate static let hold = Parameter(
        "hold", .number(0.05...4, unit: "of its length"), default: .number(1))
}
