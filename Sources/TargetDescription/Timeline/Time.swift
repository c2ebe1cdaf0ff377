/// A position on the timeline, counted from its start, or a length.
///
/// Beats and bars follow the production's tempo and come to exact sample frames: each position is worked
/// out from the start of the production, so nothing drifts.
public enum Time: Sendable, Equatable {
    /// Seconds, 0 or more.
    case seconds(Double)
    /// Beats, 0 or more; fractions are allowed (`.beats(0.5)` is an eighth note in 4/4).
    case beats(Double)
    /// Whole or part bars, 0 or more; as a position, `.bars(2)` is the start of the third bar.
    case bars(Double)
    /// Sample frames, 0 or more.
    case frames(Int)

    package var value: Value {
        switch self {
        case .seconds(let amount): .quantity(amount, .seconds)
        case .beats(let amount): .quantity(amount, .beats)
        case .bars(let amount): .quantity(amount, .bars)
        case .frames(let count): .quantity(Double(count), .frames)
        }
    }
}
