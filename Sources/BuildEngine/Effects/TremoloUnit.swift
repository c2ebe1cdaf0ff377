internal import Signal
internal import TargetDescription

struct TremoloUnit: StreamEffectUnit {
    private let oscillator: LowFrequencyOscillator
    private let shape: LowFrequencyOscillator.Shape
    private let depth: Control
    private let stereo: Control

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        oscillator = try recipe.oscillator(timeline, usually: 5)
        shape =
            switch recipe.word("shape", as: TremoloShape.self) {
            case .sine: .sine
            case .triangle: .triangle
            case .square: .square
            }
        depth = recipe.control("depth", timeline)
        stereo = recipe.control("stereo", timeline).converted { $0 / 360 }
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        Chain(stream, Tremolo(oscillator, shape: shape, depth: depth, stereo: stereo))
    }
}
