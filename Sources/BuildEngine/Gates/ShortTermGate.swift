internal import Signal
internal import TargetDescription

/// The maximum short-term loudness (EBU Tech 3341).
struct ShortTermGate: GateUnit {
    private let atMost: Double
    private let mono: Double

    init(_ recipe: Recipe, _ timeline: Timeline) {
        atMost = recipe.number("atMost")
        mono = recipe.optionalNumber("mono") ?? atMost
    }

    var metrics: [Metric] { [Metric(kind: .shortTermMax)] }

    func limits(channels: Int) -> [GateLimit] {
        [GateLimit("short-term", .shortTerm, bounds(channels: channels))]
    }

    func judge(_ evidence: Evidence) -> [Verdict] {
        [
            bounds(channels: evidence.info?.channels).judge(
                "short-term", evidence, Metric(kind: .shortTermMax).name, advice: Advice.loudness)
        ]
    }

    private func bounds(channels: Int?) -> Bounds {
        Bounds(atMost: channels == 1 ? mono : atMost, unit: "LUFS")
    }
}
