/// Where the sound of a stem comes from.
public struct Instrument: Sendable {
    package let recipe: Recipe
}

/// The shape of a tone's wave.
public enum Wave: String, CaseIterable, Sendable {
    /// A pure tone.
    case sine
    /// All harmonics, falling with their number.
    case saw
    /// The odd harmonics, falling with their number.
    case square
    /// The odd harmonics, falling with the square of their number.
    case triangle
}

extension Instrument {
    /// A steady tone. Saw, square and triangle are band-limited: no harmonic folds back from beyond half the
    /// sample rate.
    ///
    /// - Parameters:
    ///   - wave: The shape of the wave.
    ///   - frequency: 0.1 … 192,000 Hz, below half the sample rate. It may move.
    ///   - level: The peak of the ideal wave, linear: 0 … 1. It may move.
    public static func tone(
        _ wave: Wave, frequency: some Automatable, level: some Automatable, line: Int = #line
    ) -> Instrument {
        Instrument(
            recipe: Recipe(
                .tone, [.choice(wave), frequency.automation.value, level.automation.value], line: line))
    }
}

extension Rule {
    package static let tone = Rule(
        "tone", .instrument,
        [
            Parameter("wave", .choice(Wave.self), default: .choice(Wave.sine)),
            Parameter("frequency", .automatable(0.1...192_000, unit: "Hz")),
            Parameter("level", .automatable(0...1, unit: "of full scale")),
        ])
}
