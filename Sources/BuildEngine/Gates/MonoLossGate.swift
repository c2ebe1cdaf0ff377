internal import Signal
internal import TargetDescription

/// What is lost in mono.
struct MonoLossGate: GateUnit {
    private let bounds: Bounds

    init(_ recipe: Recipe, _ timeline: Timeline) {
        bounds = Bounds(atMost: recipe.number("atMost"), unit: "dB")
    }

    var metrics: [Metric] { [Metric(kind: .monoLoss)] }

    func judge(_ evidence: Evidence) -> [Verdict] {
        [
            bounds.judge("mono-loss", evidence, Metric(kind: .monoLoss).name) { excess in
                "bring left and right closer together until \(amply(excess, 2)) dB less is lost: turn the polarity of one side, or narrow the width"
            }
        ]
    }
}
