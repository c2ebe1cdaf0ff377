internal import Signal
internal import TargetDescription

struct GainUnit: StreamEffectUnit {
    private let gain: Control

    init(_ recipe: Recipe, _ timeline: Timeline) {
        gain = recipe.gainControl("gain", timeline)
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        Chain(stream, Gain(gain))
    }
}
