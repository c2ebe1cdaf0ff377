internal import BuildGraph
internal import Signal
internal import TargetDescription

/// Bounds on any measurement, by its name.
struct LimitGate: GateUnit {
    private let metric: Metric
    private let bounds: Bounds

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        let name = recipe.text("measurement")
        guard let metric = Metric(name: name) else {
            let names = Metric.Kind.allCases.map(\.rawValue)
            let hint = closest(to: name, among: names).map { "did you mean '\($0)'?" }
            throw Refusal(
                line: recipe.line,
                "'\(name)' is no measurement: \(hint ?? names.joined(separator: ", "))")
        }
        if metric.kind == .onsetDistance, metric.grid == nil {
            throw Refusal(
                line: recipe.line,
                "'\(name)' needs a grid, such as onset-distance@120/4: 120 beats per minute, 4 lines a beat")
        }
        self.metric = metric
        bounds = try recipe.bounds(metric.unit, places: metric.places)
    }

    var metrics: [Metric] { [metric] }

    func limits(channels: Int) -> [GateLimit] {
        GateLimit.Measure(metric.kind).map { [GateLimit(metric.name, $0, bounds)] } ?? []
    }

    func judge(_ evidence: Evidence) -> [Verdict] {
        [
            bounds.judge(metric.name, evidence, metric.name) { excess in
                guard excess.isFinite else { return "there is no sound in it" }
                let unit = metric.unit.isEmpty ? "" : " \(metric.unit)"
                return excess > 0
                    ? "lower it by \(amply(excess, metric.places))\(unit)"
                    : "raise it by \(amply(-excess, metric.places))\(unit)"
            }
        ]
    }
}

extension Metric {
    /// The decimals that are worth showing.
    package var places: Int {
        switch kind {
        case .frames, .finite, .denormal, .clipping: 0
        case .dcOffset: 6
        case .silenceLongest, .silenceLeading, .silenceTrailing: 3
        default: 2
        }
    }
}
