/// Which channels an effect is for.
public enum Side: String, CaseIterable, Sendable {
    case both, left, right
}

extension Effect {
    /// Turns the wave upside down.
    ///
    /// - Parameter side: Which channels. Default both; a mono sound is on the left.
    public static func polarity(_ side: Side = .both, line: Int = #line) -> Effect {
        Effect(recipe: Recipe(.polarity, [.choice(side)], line: line))
    }
}

extension Rule {
    package static let polarity = Rule(
        "polarity", .effect, [Parameter("side", .choice(Side.self), default: .choice(Side.both))])
}
