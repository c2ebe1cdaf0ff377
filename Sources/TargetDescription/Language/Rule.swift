/// The kinds of rule: what a recipe may stand for.
package enum Family: String, CaseIterable, Sendable {
    case production, section, tags, target, instrument, pattern, voice, effect, band, input, format, gate
    case curve, point, tempo, signature, phrase, groove, track
    case oscillator, filter, envelope, lfo, `operator`, zone

    /// "an effect", "a gate": for messages.
    package var article: String {
        switch self {
        case .tags: "tags"
        case .instrument, .effect, .input, .oscillator, .envelope, .lfo, .operator: "an \(rawValue)"
        default: "a \(rawValue)"
        }
    }
}

/// A word of the manifest: its name, its version and its parameters.
///
/// The one statement of what the word accepts. Decoding, range checks, keys and the documentation read it
/// here; the factory that users call sits beside it, in the same file.
package struct Rule: Sendable {
    package let name: String
    package let family: Family
    /// Raised whenever the same parameters give other bytes or another judgement: it is part of every key.
    package let version: Int
    package let parameters: [Parameter]
    /// Whether the outcome depends on where the beats fall, beyond the times among its parameters.
    package let followsTempo: Bool

    package init(
        _ name: String, _ family: Family, version: Int = 1, followsTempo: Bool = false,
        _ parameters: [Parameter]
    ) {
        self.name = name
        self.family = family
        self.version = version
        self.followsTempo = followsTempo
        self.parameters = parameters
    }
}

/// One parameter of a rule.
package struct Parameter: Sendable {
    package let name: String
    package let kind: Kind
    /// What it is when it is left out; nil where it has to be stated.
    package let fallback: Value?
    /// Of a number of what makes or changes a sound: why it cannot follow a curve.
    package let still: Stillness?

    package init(
        _ name: String, _ kind: Kind, default fallback: Value? = nil, still: Stillness? = nil
    ) {
        self.name = name
        self.kind = kind
        self.fallback = fallback
        self.still = still
    }

    /// A parameter that may be left out, and then says nothing.
    package static func optional(_ name: String, _ kind: Kind, still: Stillness? = nil) -> Parameter {
        Parameter(name, kind, default: .absent, still: still)
    }
}

/// What a parameter accepts.
package indirect enum Kind: Sendable {
    case flag
    case integer(ClosedRange<Int>, unit: String)
    case number(ClosedRange<Double>, unit: String)
    /// A number, or a curve of numbers over the timeline.
    case automatable(ClosedRange<Double>, unit: String)
    /// One of these words.
    case choice([String])
    /// A name: it goes into file names.
    case text
    /// Any text of so many characters at most, without control characters.
    case freeText(longest: Int)
    /// A text that is written in a certain way.
    case notation(Notation)
    /// The steps of a drum voice, such as `x...x...`.
    case steps
    /// The words of a phrase, such as `C4 E4 G4:2`.
    case notes
    /// A key, such as `A minor`.
    case key
    /// A time of any unit, not negative.
    case time
    /// A time, or a curve of seconds within a range over the timeline.
    case automatableTime(ClosedRange<Double>)
    /// A gain, linear (0 … 64) or in decibels (−144 … +36).
    case gain
    /// A gain, or a curve of decibels over the timeline.
    case automatableGain
    /// A size on disk (0 … 1 EiB).
    case size
    /// The name of a target that this one is made from.
    case target
    /// The name of a target that an effect takes as a whole, of any length: it is made from that, or, where that only
    /// checks a file, from the file.
    case model
    /// The name of a target that a gate holds this one against: it is judged later than that, and not made from it.
    case comparison
    /// The name of a measurement, such as `crest` or `band.125`.
    case measurement
    /// A file that this target is made from: a path relative to the manifest.
    case file
    /// The name of a section.
    case section
    case list(Kind, count: ClosedRange<Int>)
    case recipe(Family)

    package static func choice<Word>(_ type: Word.Type) -> Kind
    where Word: CaseIterable & RawRepresentable<String> {
        .choice(type.allCases.map(\.rawValue))
    }

    package static func recipes(_ family: Family, count: ClosedRange<Int> = Kind.anyCount) -> Kind {
        .list(.recipe(family), count: count)
    }

    /// As many as a description of a hundred thousand targets can need, and no more: a description is
    /// untrusted input.
    package static let anyCount = 0...1_000_000
}
