internal import Signal
internal import TargetDescription

/// The maximum momentary loudness (EBU Tech 3341).
struct MomentaryGate: GateUnit {
    private let bounds: Bounds

    init(_ recipe: Recipe, _ timeline: Timeline) {
        bounds = Bounds(atMost: recipe.number("atMost"), unit: "LUFS")
    }

    var metrics: [Metric] { [Metric(kind: .momentaryMax)] }

    func limits(channels: Int) -> [GateLimit] { [GateLimit("momentary", .momentary, bounds)] }

    func judge(_ evidence: Evidence) -> [Verdict] {
        [bounds.judge("momentary", evidence, Metric(kind: .momentaryMax).name, advice: Advice.loudness)]
    }
}
