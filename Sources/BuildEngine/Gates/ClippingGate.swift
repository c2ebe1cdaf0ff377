internal import Signal
internal import TargetDescription

/// Runs of samples at full scale.
struct ClippingGate: GateUnit {
    private let bounds: Bounds

    init(_ recipe: Recipe, _ timeline: Timeline) {
        bounds = Bounds(atMost: Double(recipe.integer("atMost")), unit: "clipped runs", places: 0)
    }

    var metrics: [Metric] { [Metric(kind: .clipping)] }

    func judge(_ evidence: Evidence) -> [Verdict] {
        [
            bounds.judge("clipping", evidence, Metric(kind: .clipping).name) { excess in
                "turn down what goes into it until \(plain(excess)) runs fewer are cut, or put a limiter in place of the clip"
            }
        ]
    }
}
