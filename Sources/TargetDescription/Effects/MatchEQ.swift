extension Effect {
    /// Gives the sound the tone of another target, such as a reference: a filter of linear phase brings the level of each third
    /// of an octave from 50 Hz to 16 kHz to that of the other, up to a common factor. The sound is worked out twice: once to be
    /// measured, once to be heard.
    ///
    /// - Parameters:
    ///   - reference: The name of the target to be like, of any length.
    ///   - maximum: No band is changed by more: 0 … 24 dB. Default 12.
    ///   - amount: How much of the difference is made up: 0 … 1. Default 1.
    ///   - smoothing: Up to what distance the differences of neighbours count, less and less: 0 … 3 octaves. Default 0: each
    ///     band for itself.
    public static func matchEQ(
        to reference: String, maximum: Double = 12, amount: Double = 1, smoothing: Double = 0,
        line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .matchEQ, [.text(reference), .number(maximum), .number(amount), .number(smoothing)],
                line: line))
    }
}

extension Rule {
    package static let matchEQ = Rule(
        "match-eq", .effect,
        [
            Parameter("reference", .model),
            Parameter("maximum", .number(0...24, unit: "dB"), default: .number(12), still: .whole),
            Parameter("amount", .number(0...1, unit: "(a share)"), default: .number(1), still: .whole),
            Parameter("smoothing", .number(0...3, unit: "octaves"), default: .number(0), still: .whole),
        ])
}
