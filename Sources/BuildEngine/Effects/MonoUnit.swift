internal import Signal
internal import TargetDescription

struct MonoUnit: StreamEffectUnit {
    init(_ recipe: Recipe, _ timeline: Timeline) {}

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        Chain(stream, MonoSum())
    }
}
