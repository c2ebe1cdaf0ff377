internal import Signal
internal import TargetDescription

/// The loudness range (EBU Tech 3342).
struct LoudnessRangeGate: GateUnit {
    private let bounds: Bounds

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        bounds = try recipe.bounds("LU")
    }

    var metrics: [Metric] { [Metric(kind: .loudnessRange)] }

    func judge(_ evidence: Evidence) -> [Verdict] {
        [
            bounds.judge("loudness-range", evidence, Metric(kind: .loudnessRange).name) { excess in
                excess > 0
                    ? "bring quiet and loud passages \(amply(excess, 2)) LU closer together: raise the quiet ones"
                    : "let quiet and loud passages lie \(amply(-excess, 2)) LU further apart"
            }
        ]
    }
}
