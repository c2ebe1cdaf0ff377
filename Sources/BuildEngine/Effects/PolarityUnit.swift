internal import Signal
internal import TargetDescription

struct PolarityUnit: StreamEffectUnit {
    private let inverted: Set<Int>

    init(_ recipe: Recipe, _ timeline: Timeline) {
        switch recipe.word("side", as: Side.self) {
        case .both: inverted = [0, 1]
        case .left: inverted = [0]
        case .right: inverted = [1]
        }
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        Chain(stream, Polarity(inverting: inverted))
    }
}
