internal import Signal
internal import TargetDescription

/// The level of the quietest part.
struct NoiseFloorGate: GateUnit {
    private let bounds: Bounds

    init(_ recipe: Recipe, _ timeline: Timeline) {
        bounds = Bounds(atMost: recipe.number("atMost"), unit: "dBFS")
    }

    var metrics: [Metric] { [Metric(kind: .noiseFloor)] }

    func judge(_ evidence: Evidence) -> [Verdict] {
        [
            bounds.judge("noise-floor", evidence, Metric(kind: .noiseFloor).name) { excess in
                "take \(amply(excess, 2)) dB off the quietest part: fade it, filter the hum, or record it again"
            }
        ]
    }
}
