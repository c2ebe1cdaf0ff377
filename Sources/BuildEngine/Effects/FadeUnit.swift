internal import Signal
internal import TargetDescription

struct FadeUnit: StreamEffectUnit {
    private let recipe: Recipe
    private let timeline: Timeline

    init(_ recipe: Recipe, _ timeline: Timeline) {
        self.recipe = recipe
        self.timeline = timeline
    }

    func check(frames: Int, channels: Int, _ timeline: Timeline) throws(Refusal) {
        let (fadeIn, fadeOut) = lengths(in: frames)
        guard fadeIn + fadeOut > frames else { return }
        let (into, out) = (decimal(timeline.seconds(fadeIn), 3), decimal(timeline.seconds(fadeOut), 3))
        throw Refusal(
            line: recipe.line,
            "the fades take \(into) s and \(out) s, and the sound lasts \(decimal(timeline.seconds(frames), 3)) s: shorten one of them"
        )
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        let (fadeIn, fadeOut) = lengths(in: context.frames)
        return Chain(stream, Fade(in: fadeIn, out: fadeOut, totalFrames: context.frames))
    }

    /// In frames. The last two bars of a sound can be longer or shorter than its first two.
    private func lengths(in frames: Int) -> (in: Int, out: Int) {
        (recipe.frames("in", timeline), recipe.frames("out", until: frames, timeline))
    }
}
