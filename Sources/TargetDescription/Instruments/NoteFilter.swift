/// What a filter of a synthesizer lets through.
public enum FilterMode: String, CaseIterable, Sendable {
    /// What is below the corner; 12 dB per octave above it.
    case lowpass
    /// What is around it; 6 dB per octave on both sides.
    case bandpass
    /// What is above it; 12 dB per octave below it.
    case highpass
}

/// The filter within each note of a synthesizer.
public struct NoteFilter: Sendable {
    package let recipe: Recipe

    /// A resonant filter that opens and closes with the note.
    ///
    /// - Parameters:
    ///   - mode: What it lets through. Default what is below the corner.
    ///   - cutoff: The corner without envelope and key: 20 … 20,000 Hz. May move.
    ///   - resonance: Q: 0.5 … 20. May move. Default 0.7, which is level.
    ///   - amount: Octaves by which the envelope moves the corner, for a note of velocity 1: −8 … 8. Default 0. It may move.
    ///   - envelope: How it moves. Default `.adsr(sustain: 0)`.
    ///   - tracking: How far the corner follows the key: 0 not, 1 with it; up to 2. Default 0. It may move.
    public static func filter(
        _ mode: FilterMode = .lowpass, cutoff: some Automatable, resonance: some Automatable = 0.7,
        amount: some Automatable = 0, envelope: Envelope = .adsr(sustain: 0, line: 0),
        tracking: some Automatable = 0,
        line: Int = #line
    ) -> NoteFilter {
        NoteFilter(
            recipe: Recipe(
                .noteFilter,
                [
                    .choice(mode), cutoff.automation.value, resonance.automation.value,
                    amount.automation.value,
                    .recipe(envelope.recipe), tracking.automation.value,
                ], line: line))
    }
}

extension Rule {
    package static let noteFilter = Rule(
        "filter", .filter,
        [
            Parameter("mode", .choice(FilterMode.self), default: .choice(FilterMode.lowpass)),
            Parameter("cutoff", .automatable(20...20_000, unit: "Hz")),
            Parameter("resonance", .automatable(0.5...20, unit: "(Q)"), default: .number(0.7)),
            Parameter("amount", .automatable(-8...8, unit: "octaves"), default: .number(0)),
            Parameter(
                "envelope", .recipe(.envelope), default: .recipe(Envelope.adsr(sustain: 0, line: 0).recipe)),
            Parameter("tracking", .automatable(0...2, unit: "(a factor)"), default: .number(0)),
        ])
}
