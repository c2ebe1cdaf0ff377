internal import Signal
internal import TargetDescription

/// Integrated loudness (ITU-R BS.1770-5).
struct LoudnessGate: GateUnit {
    private let bounds: Bounds
    private let target: Double

    init(_ recipe: Recipe, _ timeline: Timeline) {
        target = recipe.number("target")
        let tolerance = recipe.number("tolerance")
        bounds = Bounds(
            atLeast: LoudnessGate.tidy(target - tolerance), atMost: LoudnessGate.tidy(target + tolerance),
            unit: "LUFS")
    }

    /// −14.1 + 0.3 is −13.8 to whoever wrote it, and not −13.799999999999999.
    private static func tidy(_ level: Double) -> Double { (level * 1e9).rounded() / 1e9 }

    var metrics: [Metric] { [Metric(kind: .loudness)] }

    func judge(_ evidence: Evidence) -> [Verdict] {
        let value = evidence.value(Metric(kind: .loudness))
        return [
            bounds.judge("loudness", value) { excess in
                guard excess.isFinite, case .number(let found) = value else {
                    return "there is no sound in it"
                }
                let change = target - found
                return "change the gain by \(change > 0 ? "+" : "")\(decimal(change, 2)) dB"
            }
        ]
    }
}
