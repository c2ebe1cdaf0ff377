internal import Signal
internal import TargetDescription

struct MonoBelowUnit: StreamEffectUnit {
    private let frequency: Control

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        frequency = recipe.control("frequency", timeline)
        // All of the sides are there from half as high again on.
        try timeline.checkBelowNyquist(
            1.5 * frequency.range.upperBound, "the mono-below's transition", recipe)
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        guard stream.channels == 2 else { return stream }
        return MonoBelow.stream(
            stream, frequency: frequency, sampleRate: context.sampleRate, frames: context.frames)
    }
}
