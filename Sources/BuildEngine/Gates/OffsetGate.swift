internal import Signal
internal import TargetDescription

/// The mean of the samples: DC offset.
struct OffsetGate: GateUnit {
    private let bounds: Bounds

    init(_ recipe: Recipe, _ timeline: Timeline) {
        bounds = Bounds(atMost: recipe.number("atMost"), unit: "of full scale", places: 6)
    }

    var metrics: [Metric] { [Metric(kind: .dcOffset)] }

    func judge(_ evidence: Evidence) -> [Verdict] {
        [
            bounds.judge("dc-offset", evidence, Metric(kind: .dcOffset).name) { excess in
                "move the wave by \(amply(excess, 6)) of full scale at least: put a high-pass in its way, such as .highpass(frequency: 20, order: 2)"
            }
        ]
    }
}
