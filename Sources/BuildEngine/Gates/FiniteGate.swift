internal import Signal
internal import TargetDescription

/// Samples that are not finite, asked of a file from elsewhere.
struct FiniteGate: GateUnit {
    init(_ recipe: Recipe, _ timeline: Timeline) {}

    var metrics: [Metric] { StandingGates.metrics }

    /// What holds for our own files without asking is not said twice.
    func judge(_ evidence: Evidence) -> [Verdict] {
        evidence.declared == nil ? [StandingGates.finite(evidence)] : []
    }
}
