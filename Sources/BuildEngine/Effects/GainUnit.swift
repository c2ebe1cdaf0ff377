internal import Signal
internal import TargetDescription

struct GainUnit: EffectUnit {
    private let gain: Double

    init(_ recipe: Recipe, _ timeline: Timeline) { gain = recipe.gain("gain") }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        Chain(stream, Gain(linear: gain))
    }
}
