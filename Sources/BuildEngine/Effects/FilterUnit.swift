internal import Signal
internal import TargetDescription

/// What the filters of second-order sections have in common: the phase, and the limit of the sample rate. Where it runs
/// forwards only, all of its frequencies and shape may move.
struct FilterUnit {
    private let controls: [Control]
    private let design: @Sendable ([Double]) -> [Biquad]
    private let phase: Phase

    /// - Parameters:
    ///   - shape: what it has beside its frequencies that may move.
    ///   - design: the sections of a response at a sample rate, from the values of the shape.
    init(
        _ recipe: Recipe, _ timeline: Timeline, _ band: FilterBand, shape: [Control] = [],
        design: @escaping @Sendable (FilterResponse, [Double], Double) -> [Biquad]
    ) throws(Refusal) {
        try timeline.checkBelowNyquist(band.highest, "the \(recipe.rule.name)'s frequency", recipe)
        let (frequencies, sampleRate) = (band.frequencies.count, Double(timeline.sampleRate))
        controls = band.frequencies + shape
        self.design = { values in
            let response = band.response(Array(values[..<frequencies]))
            return design(response, Array(values[frequencies...]), sampleRate)
        }
        phase = recipe.word("phase")
        if phase == .zero { try checkZeroPhase(recipe) }
    }

    private func checkZeroPhase(_ recipe: Recipe) throws(Refusal) {
        let constants = controls.compactMap(\.constant)
        guard constants.count == controls.count else {
            throw Refusal(
                line: recipe.line,
                "the \(recipe.rule.name) moves, and phase: .zero runs one and the same filter forwards and backwards: take phase: .causal, or values that stand still"
            )
        }
        do {
            // It refuses what it cannot run before it is given a signal.
            _ = try ZeroPhaseFilter(Silence(channels: 1, frames: 0), sections: design(constants), frames: 0)
        } catch {
            throw Refusal(
                line: recipe.line,
                "the \(recipe.rule.name) of order \(recipe.integer("order")) rings for too long at so low a frequency to be run backwards: raise the frequency, lower the order, or take phase: .causal"
            )
        }
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream {
        switch phase {
        case .causal: Chain(stream, ControlledFilter(controls, channels: stream.channels, design: design))
        case .zero:
            try ZeroPhaseFilter(
                stream, sections: design(controls.compactMap(\.constant)), frames: context.frames)
        }
    }
}
