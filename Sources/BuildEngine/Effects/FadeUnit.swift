internal import Signal
internal import TargetDescription

struct FadeUnit: EffectUnit {
    private let fadeIn: Int
    private let fadeOut: Int
    private let line: Int

    init(_ recipe: Recipe, _ timeline: Timeline) {
        fadeIn = recipe.frames("in", timeline)
        fadeOut = recipe.frames("out", timeline)
        line = recipe.line
    }

    func check(frames: Int, _ timeline: Timeline) throws(Refusal) {
        guard fadeIn + fadeOut > frames else { return }
        let (into, out) = (decimal(timeline.seconds(fadeIn), 3), decimal(timeline.seconds(fadeOut), 3))
        throw Refusal(
            line: line,
            "the fades take \(into) s and \(out) s, and the sound lasts \(decimal(timeline.seconds(frames), 3)) s: shorten one of them"
        )
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        Chain(stream, Fade(in: fadeIn, out: fadeOut, totalFrames: context.frames))
    }
}
