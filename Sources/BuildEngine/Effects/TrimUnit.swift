internal import Signal
internal import TargetDescription

struct TrimUnit: StreamEffectUnit {
    private let from: Int
    private let to: Int?
    private let line: Int

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        from = recipe.frames("from", timeline)
        to = recipe.isGiven("to") ? recipe.frames("to", timeline) : nil
        line = recipe.line
        if let to, to <= from {
            throw Refusal(
                line: line,
                "the trim would stop (frame \(to)) before it starts (frame \(from)): let `to` be later than `from`"
            )
        }
    }

    func check(frames: Int, channels: Int, _ timeline: Timeline) throws(Refusal) {
        guard from >= frames else { return }
        throw Refusal(
            line: line,
            "the trim starts at \(decimal(timeline.seconds(from), 3)) s, and the sound lasts \(decimal(timeline.seconds(frames), 3)) s: nothing would be left; start earlier"
        )
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        let span = from..<max(from, min(to ?? context.frames, context.frames))
        let edge = Int(context.sampleRate * TrimUnit.edgeSeconds)
        return Chain(stream, SectionEdges(spans: [span], edge: edge, totalFrames: context.frames))
    }

    private static let edgeSeconds = 0.005
}
