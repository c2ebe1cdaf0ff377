internal import Signal
internal import TargetDescription

struct ClipUnit: EffectUnit {
    private let ceiling: Double

    init(_ recipe: Recipe, _ timeline: Timeline) {
        ceiling = Mathematics.amplitude(fromDecibels: recipe.number("ceiling"))
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        let chain = Chain(stream, Clip(ceiling: context.reachable(ceiling)))
        context.report { "\(chain.step.limitedSamples) samples clipped" }
        return chain
    }
}
