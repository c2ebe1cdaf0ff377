internal import Signal
internal import TargetDescription

struct DeEsserUnit: StreamEffectUnit {
    private let frequency: Control
    private let settings: GainComputer.Settings

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        frequency = recipe.control("frequency", timeline)
        try timeline.checkBelowNyquist(frequency.range.upperBound, "the de-esser's frequency", recipe)
        settings = GainComputer.Settings(.compressor, recipe, timeline)
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        let chain = Chain(
            stream,
            DeEsser(
                frequency: frequency, settings, channels: stream.channels, sampleRate: context.sampleRate))
        context.report { "turned down by up to \(decimal(chain.step.computer.deepestReduction, 1)) dB" }
        return chain
    }
}
