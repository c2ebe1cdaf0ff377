internal import Signal
internal import TargetDescription

struct TransientShaperUnit: StreamEffectUnit {
    private let attack: Control
    private let sustain: Control

    init(_ recipe: Recipe, _ timeline: Timeline) {
        attack = recipe.control("attack", timeline)
        sustain = recipe.control("sustain", timeline)
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        Chain(stream, TransientShaper(attack: attack, sustain: sustain, sampleRate: context.sampleRate))
    }
}
