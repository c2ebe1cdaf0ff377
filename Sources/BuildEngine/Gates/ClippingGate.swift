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
            bounds.judge("clipping", evidence.value(Metric(kind: .clipping))) { _ in
                "turn down what goes into it, or put a limiter in place of the clip"
            }
        ]
    }
}
