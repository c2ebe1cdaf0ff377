package import BuildGraph
package import BuildStore

/// A production as a report shows it: how every target stands, what it was judged by, what it sounds like.
package struct ProductionReport: Sendable {
    package let production: ResolvedProduction
    /// In the manifest's order.
    package let targets: [ReportedTarget]
    /// The newest run that is recorded, and what it did.
    package let run: ReportedRun?
    /// How many pictures had to be made.
    package let madePictures: Int
    package let notes: [String]
}

package struct ReportedRun: Sendable {
    package let record: RunRecord
    package let entries: [RunTarget]
}

/// A target in a report.
package struct ReportedTarget: Sendable {
    /// As many runs as a target's history shows, and as many links as the chain of its causes has.
    package static let mostRuns = 20
    package static let mostCauses = 40

    package let name: String
    package let kind: TargetKind
    package let state: TargetState
    package let reasons: [Reason]
    /// The targets that led to its state, roots first, itself last; none where it is up to date.
    package let causes: [SurveyedTarget]
    package let inputs: [String]
    package let comparisons: [String]
    package let files: [String]
    /// What its key is made of now.
    package let components: [Component]
    /// Its output; nil where it has none, or where that does not exist.
    package let output: ReportedFile?
    package let verdicts: [Verdict]
    package let history: [ReportedBuild]
    /// Nil for what is no audio, or does not exist.
    package let sound: ReportedSound?
}

/// A file, and its content.
package struct ReportedFile: Sendable {
    package let path: String
    package let content: Digest
    /// The version of the file that has it.
    let identity: FileIdentity

    package var bytes: Int64 { identity.size }
}

/// One run's work on a target.
package struct ReportedBuild: Sendable {
    package let run: Int
    /// Nanoseconds since 1970; nil where the run's own record is lost.
    package let begun: Int64?
    package let entry: RunTarget
}

/// What is heard of a target: its output, the file that it checks, or the one that broke a gate.
package struct ReportedSound: Sendable {
    package let path: String
    package let picture: ReportPicture
    package let limits: [GateLimit]
    /// The octave bands of what a gate holds it against; nil where there is no such gate.
    package let referenceBands: [Double?]?
    package let compared: [ComparedSound]
}

/// What a sound can be heard against.
package struct ComparedSound: Sendable {
    package let label: String
    package let path: String
    /// Integrated, LUFS; nil where it cannot be measured.
    package let loudness: Double?
}
