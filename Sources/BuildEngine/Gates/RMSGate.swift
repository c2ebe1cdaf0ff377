internal import Signal
internal import TargetDescription

/// The level of the whole.
struct RMSGate: GateUnit {
    private let bounds: Bounds

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        bounds = try recipe.bounds("dBFS")
    }

    var metrics: [Metric] { [Metric(kind: .rms)] }

    func judge(_ evidence: Evidence) -> [Verdict] {
        [bounds.judge("rms", evidence, Metric(kind: .rms).name, advice: Advice.level)]
    }
}
