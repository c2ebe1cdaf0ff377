internal import BuildGraph
internal import BuildStore
internal import Signal
internal import SoundFiles
internal import TargetDescription

/// What is left of a mix when its stems are taken away.
struct SumGate: GateUnit {
    private let stems: [String]
    private let bounds: Bounds

    init(_ recipe: Recipe, _ timeline: Timeline) {
        stems = recipe.texts("stems")
        bounds = Bounds(atMost: recipe.number("atMost"), unit: "dBFS")
    }

    func check(_ target: Recipe) throws(Refusal) {
        guard stems.isEmpty, target.rule.name != Rule.master.name else { return }
        throw Refusal(
            line: target.line,
            "the gate 'sum' of '\(target.text("name"))' names no stems, and only a master is made of some: name them"
        )
    }

    /// The name in the evidence: each list of stems has its own.
    private var metric: String {
        stems.isEmpty ? "residual" : "residual of \(stems.joined(separator: ", "))"
    }

    static var judgesFileAlone: Bool { false }

    func meters(_ job: Job) -> [GateMeter] {
        let sources = stems.isEmpty ? job.inputs.filter(\.isAudio) : stems.compactMap(job.source)
        // An optional file that is not there: the sum is not measured, and the gate fails.
        guard stems.isEmpty || sources.count == stems.count else { return [] }
        let (metric, paths) = (metric, sources.map { (name: $0.name, path: $0.path) })
        let contents = sources.map(\.content.text).joined(separator: " ")
        return [
            GateMeter(metrics: [metric], basis: Digest(of: Array(contents.utf8)).text) { info in
                try ResidualMeter(metric: metric, of: info, stems: paths)
            }
        ]
    }

    func judge(_ evidence: Evidence) -> [Verdict] {
        [
            bounds.judge("sum", evidence, metric) { excess in
                "something in the mix is not in the stems, \(amply(excess, 2)) dB above what rounding leaves: render levels, pans and effects into the stems, take a limiter off the bus, or write 24 bits or more"
            }
        ]
    }
}
