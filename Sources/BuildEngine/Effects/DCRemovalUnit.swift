internal import Signal
internal import TargetDescription

struct DCRemovalUnit: EffectUnit {
    init(_ recipe: Recipe, _ timeline: Timeline) {}

    func apply(to upstream: Upstream, _ context: RenderContext) throws -> any SampleStream {
        let means = try OffsetRemoval.means(of: upstream.rehearsal(context))
        return Chain(try upstream.stream(context), OffsetRemoval(means))
    }
}
