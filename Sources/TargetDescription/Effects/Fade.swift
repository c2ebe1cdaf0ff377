extension Effect {
    /// Fades in from silence at the start and out to silence at the end, along raised cosines.
    ///
    /// - Parameters:
    ///   - in: The length of the fade at the start. Default none.
    ///   - out: The length of the fade at the end. Default none.
    public static func fade(
        in fadeIn: Time = .seconds(0), out fadeOut: Time = .seconds(0), line: Int = #line
    ) -> Effect {
        Effect(recipe: Recipe(.fade, [fadeIn.value, fadeOut.value], line: line))
    }
}

extension Rule {
    package static let fade = Rule(
        "fade", .effect,
        [
            Parameter("in", .time, default: Time.seconds(0).value, still: .place),
            Parameter("out", .time, default: Time.seconds(0).value, still: .place),
        ])
}
