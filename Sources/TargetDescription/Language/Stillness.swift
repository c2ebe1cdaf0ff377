/// Why a number cannot follow a curve: what it says is settled once, and there is nothing left that could move.
package enum Stillness: String, CaseIterable, Sendable {
    /// How an effect or an instrument is built: how many of something, how long, how wide.
    case structure
    /// How far an effect looks ahead.
    case lookahead
    /// What is found out from all of a sound before any of it is changed.
    case whole
    /// Where something lies on the timeline, or how long it lasts.
    case place
    /// What chooses a sound, or makes a sample ready.
    case choice
    /// What is written in the notes.
    case score

    /// For messages: what it does that cannot move.
    package var reason: String {
        switch self {
        case .structure: "it settles what the sound goes through or comes from, which is built once"
        case .lookahead: "it settles how far ahead the effect looks, which is the same for all of the sound"
        case .whole: "it is applied to what is found out from all of the sound, once"
        case .place: "it is a place or a length on the timeline itself"
        case .choice: "it chooses a sound, or makes one ready before any note is played"
        case .score: "it is written into the notes, each of which has it for good"
        }
    }
}

extension Rule {
    /// Why a numeric parameter of what makes or changes a sound cannot move; nil for what moves, for what is no number,
    /// and for what has no sound.
    package func stillness(of parameter: Parameter) -> Stillness? {
        parameter.kind.isStillNumber ? parameter.still ?? family.stillness : nil
    }
}

extension Family {
    /// Why the numbers of such rules stand still, where that is the same for all of them.
    fileprivate var stillness: Stillness? {
        switch self {
        case .pattern, .phrase, .groove: .score
        case .voice, .zone: .choice
        default: nil
        }
    }
}

extension Kind {
    /// Whether it is a number, or a quantity, or a list of such, in whose place no curve may stand.
    package var isStillNumber: Bool {
        switch self {
        case .integer, .number, .time, .gain: true
        case .list(let element, _): element.isStillNumber
        default: false
        }
    }
}
