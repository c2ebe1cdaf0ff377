/// What a synthesizer's note is made of.
public struct Oscillator: Sendable {
    package let recipe: Recipe

    /// A band-limited wave, several times over if wanted, with what sounds beside it.
    ///
    /// - Parameters:
    ///   - wave: Its shape. Default a saw.
    ///   - width: Of a square, the part of the period that it is up: 0.02 … 0.98. May move. Default 0.5.
    ///   - unison: Voices at once: 1 … 16. Default 1.
    ///   - detune: Cents from the middle to the outermost voice: 0 … 1,200. Default 12. It may move.
    ///   - spread: How far the voices are spread between left and right: 0 … 1. Default 0. It may move.
    ///   - sub: The level of a sine an octave below: 0 … 1. Default 0. It may move.
    ///   - noise: The level of white noise: 0 … 1. Default 0. It may move.
    public static func oscillator(
        _ wave: Wave = .saw, width: some Automatable = 0.5, unison: Int = 1, detune: some Automatable = 12,
        spread: some Automatable = 0, sub: some Automatable = 0, noise: some Automatable = 0,
        line: Int = #line
    ) -> Oscillator {
        Oscillator(
            recipe: Recipe(
                .oscillator,
                [
                    .choice(wave), width.automation.value, .integer(unison), detune.automation.value,
                    spread.automation.value,
                    sub.automation.value, noise.automation.value,
                ], line: line))
    }
}

extension Rule {
    package static let oscillator = Rule(
        "oscillator", .oscillator,
        [
            Parameter("wave", .choice(Wave.self), default: .choice(Wave.saw)),
            Parameter("width", .automatable(0.02...0.98, unit: "of a period"), default: .number(0.5)),
            Parameter("unison", .integer(1...16, unit: "voices"), default: .integer(1), still: .structure),
            Parameter("detune", .automatable(0...1_200, unit: "cents"), default: .number(12)),
            Parameter("spread", .automatable(0...1, unit: "(a share)"), default: .number(0)),
            Parameter("sub", .automatable(0...1, unit: "(a factor)"), default: .number(0)),
            Parameter("noise", .automatable(0...1, unit: "(a factor)"), default: .number(0)),
        ])
}
