/// How a phrase or a pattern departs from the grid.
public struct Groove: Sendable {
    package let recipe: Recipe

    /// Swing, and the small irregularities of a player, the same on every run.
    ///
    /// - Parameters:
    ///   - swing: Where the second of two steps lies in their pair: 0.5 … 0.75; 0.5 is straight, 0.667 is triplets.
    ///     Default 0.5.
    ///   - step: The steps that swing, in beats: 1/16 … 4; 0.5 is eighths. Default 0.5.
    ///   - timing: How far a note may lie from its place, at random: 0 … 100 ms. Default 0.
    ///   - dynamics: By how much a velocity may differ, at random: 0 … 1. Default 0.
    public static func groove(
        swing: Double = 0.5, step: Double = 0.5, timing: Double = 0, dynamics: Double = 0, line: Int = #line
    ) -> Groove {
        Groove(
            recipe: Recipe(
                .groove, [.number(swing), .number(step), .number(timing), .number(dynamics)], line: line))
    }
}

extension Rule {
    package static let groove = Rule(
        "groove", .groove,
        [
            Parameter("swing", .number(0.5...0.75, unit: "of their pair"), default: .number(0.5)),
            Parameter("step", .number(0.0625...4, unit: "beats"), default: .number(0.5)),
            Parameter("timing", .number(0...100, unit: "ms"), default: .number(0)),
            Parameter("dynamics", .number(0...1, unit: "of full velocity"), default: .number(0)),
        ])
}
