internal import Signal
internal import TargetDescription

/// Silence anywhere, at the start, at the end.
struct SilenceGate: GateUnit {
    private let checks: [(gate: String, metric: Metric, bounds: Bounds)]
    private let threshold: Double

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        let threshold = recipe.number("below")
        self.threshold = threshold
        let kinds: [(String, Metric.Kind)] = [
            ("longest", .silenceLongest), ("leading", .silenceLeading), ("trailing", .silenceTrailing),
        ]
        checks = kinds.compactMap { name, kind in
            recipe.optionalSeconds(name, timeline).map { limit in
                (
                    "silence, \(name)", Metric(kind: kind, threshold: threshold),
                    Bounds(atMost: limit, unit: "s", places: 3)
                )
            }
        }
        guard checks.isEmpty else { return }
        throw Refusal(
            line: recipe.line, "the gate 'silence' asks for nothing: give it longest, leading or trailing")
    }

    var metrics: [Metric] { checks.map(\.metric) }

    func judge(_ evidence: Evidence) -> [Verdict] {
        checks.map { check in
            check.bounds.judge(check.gate, evidence, check.metric.name) { excess in
                "it is below \(plain(threshold)) dBFS for \(amply(excess, 3)) s too long: fill it, or trim it"
            }
        }
    }
}
