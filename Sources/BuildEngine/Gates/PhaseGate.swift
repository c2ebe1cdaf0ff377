internal import Signal
internal import TargetDescription

/// The correlation of left and right, over the whole and in every window.
struct PhaseGate: GateUnit {
    private let checks: [(gate: String, metric: Metric, bounds: Bounds)]

    init(_ recipe: Recipe, _ timeline: Timeline) {
        let whole = (
            "phase", Metric(kind: .correlation),
            Bounds(atLeast: recipe.number("atLeast"), unit: "correlation")
        )
        let anywhere = recipe.optionalNumber("anywhere").map { limit in
            (
                "phase, anywhere", Metric(kind: .correlationMin),
                Bounds(atLeast: limit, unit: "correlation")
            )
        }
        checks = [whole] + [anywhere].compactMap(\.self)
    }

    var metrics: [Metric] { checks.map(\.metric) }

    func judge(_ evidence: Evidence) -> [Verdict] {
        checks.map { check in
            check.bounds.judge(check.gate, evidence, check.metric.name) { excess in
                "raise the correlation by \(amply(-excess, 2)): turn the polarity of one side, or narrow the width"
            }
        }
    }
}
