internal import Signal
internal import TargetDescription

/// Integrated loudness (ITU-R BS.1770-5).
struct LoudnessGate: GateUnit {
    private let target: Double
    private let mono: Double
    private let tolerance: Double

    init(_ recipe: Recipe, _ timeline: Timeline) {
        target = recipe.number("target")
        mono = recipe.optionalNumber("mono") ?? target
        tolerance = recipe.number("tolerance")
    }

    /// −14.1 + 0.3 is −13.8 to whoever wrote it, and not −13.799999999999999.
    private static func tidy(_ level: Double) -> Double { (level * 1e9).rounded() / 1e9 }

    var metrics: [Metric] { [Metric(kind: .loudness)] }

    func limits(channels: Int) -> [GateLimit] {
        [GateLimit("loudness", .integrated, bounds(around: target(channels: channels)))]
    }

    private func target(channels: Int?) -> Double { channels == 1 ? mono : target }

    private func bounds(around target: Double) -> Bounds {
        Bounds(
            atLeast: LoudnessGate.tidy(target - tolerance), atMost: LoudnessGate.tidy(target + tolerance),
            unit: "LUFS")
    }

    func judge(_ evidence: Evidence) -> [Verdict] {
        let target = target(channels: evidence.info?.channels)
        let bounds = bounds(around: target)
        let value = evidence.value(Metric(kind: .loudness))
        return [
            bounds.judge("loudness", evidence, Metric(kind: .loudness).name) { excess in
                guard excess.isFinite, case .number(let found) = value else {
                    return "there is no sound in it"
                }
                let change = target - found
                return "change the gain by \(change > 0 ? "+" : "")\(decimal(change, 2)) dB"
            }
        ]
    }
}
