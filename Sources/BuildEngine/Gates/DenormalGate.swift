internal import Signal
internal import TargetDescription

/// Samples too small for a normal 32-bit float.
struct DenormalGate: GateUnit {
    private let bounds: Bounds

    init(_ recipe: Recipe, _ timeline: Timeline) {
        bounds = Bounds(atMost: Double(recipe.integer("atMost")), unit: "denormal samples", places: 0)
    }

    var metrics: [Metric] { [Metric(kind: .denormal)] }

    func judge(_ evidence: Evidence) -> [Verdict] {
        [
            bounds.judge("denormal", evidence, Metric(kind: .denormal).name) { excess in
                "set \(plain(excess)) samples to zero: end the tail with a .fade(out:), or write integers"
            }
        ]
    }
}
