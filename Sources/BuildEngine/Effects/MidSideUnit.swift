internal import Signal
internal import TargetDescription

struct MidSideUnit: EffectUnit {
    private let mid: [any EffectUnit]
    private let side: [any EffectUnit]

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        mid = try EffectTable.units(recipe.recipes("mid"), timeline)
        side = try EffectTable.units(recipe.recipes("side"), timeline)
    }

    func check(frames: Int, channels: Int, _ timeline: Timeline) throws(Refusal) {
        // Each part is one channel.
        for unit in mid + side { try unit.check(frames: frames, channels: 1, timeline) }
    }

    func apply(to upstream: Upstream, _ context: RenderContext) throws -> any SampleStream {
        let stream = try upstream.stream(context)
        guard stream.channels == 2 else { return stream }
        let split = MidSideSplit(stream)
        func part(_ part: MidSide, _ units: [any EffectUnit]) throws -> any SampleStream {
            let source = Upstream { inner in
                // What is heard comes once, for both parts; what is only listened to beforehand, anew for each.
                guard inner === context else {
                    return MidSidePart(part, of: try upstream.stream(inner))
                }
                return part == .mid ? split.mid : split.side
            }
            return try EffectTable.chain(units, after: source).stream(context)
        }
        return MidSideJoin(mid: try part(.mid, mid), side: try part(.side, side))
    }
}
