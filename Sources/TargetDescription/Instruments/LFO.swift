/// A slow oscillator that moves a note: vibrato, wah-wah, tremolo.
public struct LFO: Sendable {
    package let recipe: Recipe

    /// A sine that begins with each note.
    ///
    /// - Parameters:
    ///   - rate: 0.01 … 50 Hz. Default 5. It may move.
    ///   - pitch: Semitones up and down: 0 … 24. Default 0. It may move.
    ///   - filter: Octaves by which the filter's corner goes up and down: 0 … 8; a synthesizer's only. Default 0. It may move.
    ///   - amplitude: How far the level falls: 0 … 1, 1 to silence. Default 0. It may move.
    ///   - delay: Seconds in which it fades in: 0 … 30. Default 0. It may move; a note has what it is as it begins.
    public static func lfo(
        rate: some Automatable = 5, pitch: some Automatable = 0, filter: some Automatable = 0,
        amplitude: some Automatable = 0, delay: some Automatable = 0,
        line: Int = #line
    ) -> LFO {
        LFO(
            recipe: Recipe(
                .lfo,
                [
                    rate.automation.value, pitch.automation.value, filter.automation.value,
                    amplitude.automation.value, delay.automation.value,
                ],
                line: line))
    }
}

extension Rule {
    package static let lfo = Rule(
        "lfo", .lfo,
        [
            Parameter("rate", .automatable(0.01...50, unit: "Hz"), default: .number(5)),
            Parameter("pitch", .automatable(0...24, unit: "semitones"), default: .number(0)),
            Parameter("filter", .automatable(0...8, unit: "octaves"), default: .number(0)),
            Parameter("amplitude", .automatable(0...1, unit: "(a share)"), default: .number(0)),
            Parameter("delay", .automatable(0...30, unit: "seconds"), default: .number(0)),
        ])
}
