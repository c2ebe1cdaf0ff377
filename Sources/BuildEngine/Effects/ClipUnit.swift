internal import Signal
internal import TargetDescription

struct ClipUnit: StreamEffectUnit {
    private let ceiling: Control

    init(_ recipe: Recipe, _ timeline: Timeline) {
        ceiling = recipe.levelControl("ceiling", timeline)
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        let chain = Chain(stream, Clip(ceiling: ceiling, reachable: context.reachable))
        context.report { "\(counted(chain.step.limitedSamples, "sample")) clipped" }
        return chain
    }
}
