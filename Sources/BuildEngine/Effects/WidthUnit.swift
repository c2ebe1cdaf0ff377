internal import Signal
internal import TargetDescription

struct WidthUnit: StreamEffectUnit {
    private let width: Control

    init(_ recipe: Recipe, _ timeline: Timeline) { width = recipe.control("width", timeline) }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        Chain(stream, Width(width))
    }
}
