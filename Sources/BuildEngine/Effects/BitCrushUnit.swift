internal import Signal
internal import TargetDescription

struct BitCrushUnit: StreamEffectUnit {
    private let bits: Control
    private let hold: Control

    init(_ recipe: Recipe, _ timeline: Timeline) {
        bits = recipe.control("bits", timeline)
        hold = recipe.control("hold", timeline)
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        Chain(stream, BitCrush(bits: bits, hold: hold, channels: stream.channels))
    }
}
