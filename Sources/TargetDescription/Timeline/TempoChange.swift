/// Another tempo from a moment on, at once or along a ramp.
public struct TempoChange: Sendable {
    package let recipe: Recipe

    /// A new tempo.
    ///
    /// - Parameters:
    ///   - tempo: Beats (quarter notes) per minute: 1 … 1000.
    ///   - at: Where the change begins: beats or bars, above 0.
    ///   - over: How long it takes, in beats or bars: the tempo grows by equal steps in equal beats. Default at once.
    public static func tempo(
        _ tempo: Double, at: Time, over: Time = .beats(0), line: Int = #line
    ) -> TempoChange {
        TempoChange(recipe: Recipe(.tempo, [.number(tempo), at.value, over.value], line: line))
    }
}

/// Another time signature from a bar on.
public struct SignatureChange: Sendable {
    package let recipe: Recipe

    /// A new time signature.
    ///
    /// - Parameters:
    ///   - beats: How many of the unit make a bar: 1 … 64.
    ///   - unit: The note that is counted: 1, 2, 4, 8, 16 or 32.
    ///   - bar: The number of bars before it: 8 for the start of the ninth bar. 1 … 1,000,000.
    public static func signature(
        _ beats: Int, _ unit: Int, atBar bar: Int, line: Int = #line
    ) -> SignatureChange {
        SignatureChange(
            recipe: Recipe(.signature, [.integer(beats), .text("\(unit)"), .integer(bar)], line: line))
    }
}

extension Rule {
    package static let tempo = Rule(
        "tempo", .tempo,
        [
            Parameter("tempo", .number(1...1000, unit: "beats per minute")),
            Parameter("at", .time),
            Parameter("over", .time, default: Time.beats(0).value),
        ])

    package static let signature = Rule(
        "signature", .signature,
        [
            Parameter("beats", .integer(1...64, unit: "")),
            Parameter("unit", .choice(["1", "2", "4", "8", "16", "32"])),
            Parameter("atBar", .integer(1...1_000_000, unit: "bars")),
        ])
}
