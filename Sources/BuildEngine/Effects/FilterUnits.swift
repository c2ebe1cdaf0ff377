internal import Signal
internal import TargetDescription

struct LowpassUnit: EffectUnit {
    private let filter: FilterUnit

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        filter = try FilterUnit(recipe, timeline, .lowpass(recipe.number("frequency")))
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream {
        try filter.apply(to: stream, context)
    }
}

struct HighpassUnit: EffectUnit {
    private let filter: FilterUnit

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        filter = try FilterUnit(recipe, timeline, .highpass(recipe.number("frequency")))
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream {
        try filter.apply(to: stream, context)
    }
}

struct BandpassUnit: EffectUnit {
    private let filter: FilterUnit

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        let (low, high) = (recipe.number("low"), recipe.number("high"))
        guard low < high else {
            throw Refusal(
                line: recipe.line,
                "the band-pass runs from \(plain(low)) Hz to \(plain(high)) Hz: the first has to be the lower"
            )
        }
        filter = try FilterUnit(recipe, timeline, .bandpass(low, high))
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream {
        try filter.apply(to: stream, context)
    }
}

/// What the Butterworth filters have in common: the order, the phase, and the limit of the sample rate.
private struct FilterUnit {
    let sections: [Biquad]
    let phase: Phase

    init(_ recipe: Recipe, _ timeline: Timeline, _ response: Butterworth.Response) throws(Refusal) {
        try timeline.checkBelowNyquist(response.highest, "the \(recipe.rule.name)'s frequency", recipe)
        phase = recipe.word("phase")
        sections = Butterworth.sections(
            response, order: recipe.integer("order"), sampleRate: Double(timeline.sampleRate))
        guard phase == .zero else { return }
        do {
            // It refuses what it cannot run before it is given a signal.
            _ = try ZeroPhaseFilter(Silence(channels: 1, frames: 0), sections: sections, frames: 0)
        } catch {
            throw Refusal(
                line: recipe.line,
                "the \(recipe.rule.name) of order \(recipe.integer("order")) rings for too long at so low a frequency to be run backwards: raise the frequency, lower the order, or take phase: .causal"
            )
        }
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream {
        switch phase {
        case .causal: Chain(stream, CausalFilter(sections, channels: stream.channels))
        case .zero: try ZeroPhaseFilter(stream, sections: sections, frames: context.frames)
        }
    }
}

extension Butterworth.Response {
    fileprivate var highest: Double {
        switch self {
        case .lowpass(let cutoff), .highpass(let cutoff): cutoff
        case .bandpass(_, let high): high
        }
    }
}
