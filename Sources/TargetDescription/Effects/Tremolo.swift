/// How a tremolo goes up and down.
public enum TremoloShape: String, CaseIterable, Sendable {
    case sine
    /// In straight lines.
    case triangle
    /// Loud and quiet in turn, with edges that do not click.
    case square
}

extension Effect {
    /// Moves the level up and down.
    ///
    /// ```swift
    /// .tremolo(rate: .every(.beats(0.5)), depth: 0.6)
    /// ```
    ///
    /// - Parameters:
    ///   - rate: In hertz, a curve of such, or `.every` a time. Default 5 Hz.
    ///   - depth: How far the level falls: 0 … 1, 1 to silence. Default 0.5. It may move.
    ///   - shape: A sine and a triangle begin at their highest, a square with its loud half. Default a sine.
    ///   - stereo: By how much the right is ahead of the left: 0 … 360 degrees. Default 0. It may move.
    public static func tremolo(
        rate: Rate? = nil, depth: some Automatable = 0.5, shape: TremoloShape = .sine,
        stereo: some Automatable = 0,
        line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .tremolo,
                Rate.values(rate) + [depth.automation.value, .choice(shape), stereo.automation.value],
                line: line))
    }
}

extension Rule {
    package static let tremolo = Rule(
        "tremolo", .effect,
        Rate.parameters + [
            Parameter("depth", .automatable(0...1, unit: ""), default: .number(0.5)),
            Parameter("shape", .choice(TremoloShape.self), default: .choice(TremoloShape.sine)),
            Parameter("stereo", .automatable(0...360, unit: "degrees"), default: .number(0)),
        ])
}
