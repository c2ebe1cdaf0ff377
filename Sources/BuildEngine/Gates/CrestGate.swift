internal import Signal
internal import TargetDescription

/// The crest factor: sample peak minus RMS.
struct CrestGate: GateUnit {
    private let bounds: Bounds

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        bounds = try recipe.bounds("dB")
    }

    var metrics: [Metric] { [Metric(kind: .crest)] }

    func judge(_ evidence: Evidence) -> [Verdict] {
        [
            bounds.judge("crest", evidence, Metric(kind: .crest).name) { excess in
                excess > 0
                    ? "limit the peaks by \(amply(excess, 2)) dB"
                    : "let the peaks through: limit or clip them by \(amply(-excess, 2)) dB less"
            }
        ]
    }
}
