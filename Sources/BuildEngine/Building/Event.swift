package import BuildGraph
package import BuildStore

/// Something that happened during a build. Everything that a user sees of one is made from these: the
/// terminal, JSON lines, JUnit.
package enum Event: Sendable {
    case runStarted(production: String, targets: Int)
    /// Something that the user should know and that stops nothing.
    case note(String)
    /// What is ahead: it comes before the first target begins, where somebody wants to hear of progress.
    case forecast(Forecast)
    case targetStarted(name: String, action: String)
    case targetProgress(TargetProgress)
    case targetFinished(TargetReport)
    case runFinished(RunSummary)
}

/// How far through its own length a target is.
package struct TargetProgress: Equatable, Sendable {
    package let name: String
    package var frames: Int
    package let of: Int
    package let sampleRate: Int

    package init(name: String, frames: Int = 0, of: Int, sampleRate: Int) {
        self.name = name
        self.frames = frames
        self.of = of
        self.sampleRate = sampleRate
    }
}

/// How a target came out.
package enum TargetOutcome: String, CaseIterable, Sendable {
    case rendered, restored, fresh, judged, failed, blocked, skipped
}

/// What became of one target.
package struct TargetReport: Sendable {
    package let name: String
    package let kind: TargetKind
    package let outcome: TargetOutcome
    /// The line of the manifest that states it, or 0.
    package var line = 0
    package var seconds = 0.0
    /// When and where it was begun; nil for one that was not.
    package var start: RunTarget.Start?
    /// Where its file is; for a broken gate, where the failed one is kept.
    package var path: String?
    package var verdicts: [Verdict] = []
    package var notes: [String] = []
    /// Those of the notes that somebody should not overlook.
    package var warnings: [String] = []
    package var reasons: [Reason] = []
    /// Why it failed, where that was not a gate.
    package var problem: String?
    /// The failed target that it waits for.
    package var blockedBy: String?
}

/// How a run ended.
package struct RunSummary: Sendable {
    package var exit = ExitStatus.ok
    package var seconds = 0.0
    package var counts: [TargetOutcome: Int] = [:]
    /// What failed, in order.
    package var failures: [TargetReport] = []

    package func count(_ outcome: TargetOutcome) -> Int { counts[outcome] ?? 0 }
}
