internal import Signal
internal import TargetDescription

struct BitCrushUnit: StreamEffectUnit {
    private let bits: Int
    private let hold: Int

    init(_ recipe: Recipe, _ timeline: Timeline) {
        bits = recipe.integer("bits")
        hold = recipe.integer("hold")
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        Chain(stream, BitCrush(bits: bits, hold: hold, channels: stream.channels))
    }
}
