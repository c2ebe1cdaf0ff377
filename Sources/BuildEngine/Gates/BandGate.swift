internal import Signal
internal import TargetDescription

/// The level within one octave band (IEC 61260-1).
struct BandGate: GateUnit {
    private let bounds: Bounds
    private let frequency: Double
    private let metric: Metric

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        bounds = try recipe.bounds("dBFS")
        frequency = recipe.number("frequency")
        guard let metric = Metric(name: "band.\(plain(frequency))") else {
            let bands = OctaveBands.all.map { $0.name.dropFirst("band.".count) }.joined(separator: ", ")
            throw Refusal(
                line: recipe.line,
                "there is no octave band at \(plain(frequency)) Hz: the nominal mid-frequencies are \(bands)"
            )
        }
        self.metric = metric
    }

    var metrics: [Metric] { [metric] }

    func judge(_ evidence: Evidence) -> [Verdict] {
        [
            bounds.judge("band \(plain(frequency)) Hz", evidence, metric.name) { excess in
                guard excess.isFinite else { return "there is no sound in it" }
                return excess > 0
                    ? "take \(amply(excess, 2)) dB out of the octave around \(plain(frequency)) Hz"
                    : "add \(amply(-excess, 2)) dB in the octave around \(plain(frequency)) Hz"
            }
        ]
    }
}

/// The bands that are measured.
enum OctaveBands {
    static let all = Metric.Kind.allCases.filter { $0.rawValue.hasPrefix("band.") }.map {
        Metric(kind: $0)
    }
}
