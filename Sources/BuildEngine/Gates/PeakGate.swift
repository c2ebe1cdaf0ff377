internal import Signal
internal import TargetDescription

/// The sample peak.
struct PeakGate: GateUnit {
    private let bounds: Bounds

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        bounds = Bounds(
            atLeast: recipe.optionalNumber("atLeast"), atMost: recipe.number("atMost"), unit: "dBFS")
        try recipe.checkBounds(bounds)
    }

    var metrics: [Metric] { [Metric(kind: .peak)] }

    func limits(channels: Int) -> [GateLimit] { [GateLimit("peak", .peak, bounds)] }

    func judge(_ evidence: Evidence) -> [Verdict] {
        [bounds.judge("peak", evidence, Metric(kind: .peak).name, advice: Advice.level)]
    }
}

/// What to do about a level.
enum Advice {
    static func level(_ excess: Double) -> String {
        guard excess.isFinite else { return "there is no sound in it" }
        return excess > 0
            ? "turn it down by \(amply(excess, 2)) dB: its level, or the ceiling of the limiter or clip at its end"
            : "turn it up by \(amply(-excess, 2)) dB"
    }

    /// What to do about a loudness.
    static func loudness(_ excess: Double) -> String {
        guard excess.isFinite else { return "there is no sound in it" }
        return excess > 0
            ? "change the gain by -\(amply(excess, 2)) dB there"
            : "change the gain by +\(amply(-excess, 2)) dB there"
    }
}
