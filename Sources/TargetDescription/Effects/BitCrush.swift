extension Effect {
    /// Fewer bits and fewer samples, without dither and without a filter, as early digital instruments had them.
    ///
    /// - Parameters:
    ///   - bits: 1 … 24. Default 8. They may move.
    ///   - hold: Frames that each sample is held for, 1 … 256: 4 at 48 kHz is a rate of 12 kHz. Default 1. It may move.
    public static func bitCrush(
        bits: some Automatable = 8, hold: some Automatable = 1, line: Int = #line
    ) -> Effect {
        Effect(recipe: Recipe(.bitCrush, [bits.automation.value, hold.automation.value], line: line))
    }
}

extension Rule {
    package static let bitCrush = Rule(
        "bit-crush", .effect,
        [
            Parameter("bits", .automatable(1...24, unit: "bits"), default: .number(8)),
            Parameter("hold", .automatable(1...256, unit: "frames"), default: .number(1)),
        ])
}
