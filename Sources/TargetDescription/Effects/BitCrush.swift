extension Effect {
    /// Fewer bits and fewer samples, without dither and without a filter, as early digital instruments had them.
    ///
    /// - Parameters:
    ///   - bits: 1 … 24. Default 8.
    ///   - hold: Frames that each sample is held for, 1 … 256: 4 at 48 kHz is a rate of 12 kHz. Default 1.
    public static func bitCrush(bits: Int = 8, hold: Int = 1, line: Int = #line) -> Effect {
        Effect(recipe: Recipe(.bitCrush, [.integer(bits), .integer(hold)], line: line))
    }
}

extension Rule {
    package static let bitCrush = Rule(
        "bit-crush", .effect,
        [
            Parameter("bits", .integer(1...24, unit: "bits"), default: .integer(8), still: .structure),
            Parameter("hold", .integer(1...256, unit: "frames"), default: .integer(1), still: .structure),
        ])
}
