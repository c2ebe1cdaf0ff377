internal import Signal
internal import TargetDescription

/// The peak between the samples (ITU-R BS.1770-5, Annex 2).
struct TruePeakGate: GateUnit {
    private let bounds: Bounds

    init(_ recipe: Recipe, _ timeline: Timeline) {
        bounds = Bounds(atMost: recipe.number("atMost"), unit: "dBTP")
    }

    var metrics: [Metric] { [Metric(kind: .truePeak)] }

    func limits(channels: Int) -> [GateLimit] { [GateLimit("true-peak", .truePeak, bounds)] }

    func judge(_ evidence: Evidence) -> [Verdict] {
        [
            bounds.judge("true-peak", evidence, Metric(kind: .truePeak).name) { excess in
                "lower the ceiling of the limiter at its end, or the level, by \(amply(excess, 2)) dB"
            }
        ]
    }
}
