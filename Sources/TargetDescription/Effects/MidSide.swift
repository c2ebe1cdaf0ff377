extension Effect {
    /// Effects on the middle of a stereo sound, (L + R)/2, and others on its sides, (L − R)/2. A mono sound stays as it is.
    ///
    /// ```swift
    /// .midSide(mid: [.compressor(threshold: -24)], side: [.highShelf(frequency: 6_000, gain: 2)])
    /// ```
    ///
    /// - Parameters:
    ///   - mid: Applied to the middle, in order. Default none.
    ///   - side: Applied to the sides, in order. Default none. Neither holds another ``midSide(mid:side:line:)``.
    public static func midSide(mid: [Effect] = [], side: [Effect] = [], line: Int = #line) -> Effect {
        Effect(
            recipe: Recipe(
                .midSide, [.recipes(mid.map(\.recipe)), .recipes(side.map(\.recipe))], line: line))
    }
}

extension Rule {
    package static let midSide = Rule(
        "mid-side", .effect,
        [
            Parameter("mid", .recipes(.effect), default: .list([])),
            Parameter("side", .recipes(.effect), default: .list([])),
        ])
}
