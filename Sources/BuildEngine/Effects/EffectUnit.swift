internal import Signal
internal import TargetDescription

/// An effect of a manifest, made ready to be applied.
protocol EffectUnit: Sendable {
    /// Reads the recipe, and refuses what its parameters cannot mean together.
    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal)

    /// Refuses what does not fit into a target of this length.
    func check(frames: Int, _ timeline: Timeline) throws(Refusal)

    /// `stream`, `context.frames` long, with the effect on it; as long, and not a frame later.
    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream
}

extension EffectUnit {
    func check(frames: Int, _ timeline: Timeline) {}
}

/// Which effect follows which rule. A new effect is a line here.
enum EffectTable {
    static let units: [String: any EffectUnit.Type] = [
        Rule.gain.name: GainUnit.self,
        Rule.lowpass.name: LowpassUnit.self,
        Rule.highpass.name: HighpassUnit.self,
        Rule.bandpass.name: BandpassUnit.self,
        Rule.fade.name: FadeUnit.self,
        Rule.clip.name: ClipUnit.self,
        Rule.limiter.name: LimiterUnit.self,
    ]

    static func unit(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) -> any EffectUnit {
        guard let unit = units[recipe.rule.name] else {
            preconditionFailure("BUG: no effect follows '\(recipe.rule.name)'")
        }
        return try unit.init(recipe, timeline)
    }

    /// A stream through a list of effects.
    static func apply(
        _ effects: [Recipe], to stream: any SampleStream, _ context: RenderContext
    ) throws -> any SampleStream {
        try effects.reduce(stream) { stream, recipe in
            try unit(recipe, context.timeline).apply(to: stream, context)
        }
    }
}
