internal import BuildGraph
package import BuildStore

/// The contents that are not removed, however little room there is: what a build of today's description would
/// bring back, and what the last run that ended well left.
package struct Pins: Sendable {
    private let contents: Set<Digest>
    /// The bytes that broke a gate, by their path.
    private let failures: [String: Digest]
    private let manifest: String?

    package init(_ assessment: Assessment, manifest: String?) {
        contents = assessment.neededContents.union(assessment.contentsOfLastGreenRun)
        failures = Dictionary(
            assessment.snapshot.failedOutputs.map { ($0.value, $0.key) },
            uniquingKeysWith: { first, _ in first })
        self.manifest = manifest
    }

    package func contains(_ file: KeptFile) -> Bool {
        switch file.kind {
        case .object(let content): contents.contains(content)
        case .failed: failures[file.path].map(contents.contains) ?? false
        case .manifest: file.path == manifest
        case .picture(let picture):
            picture.map { $0.version == ReportPicture.version && contents.contains($0.content) } ?? false
        case .quarantined, .temporary, .database: false
        }
    }
}

extension Assessment {
    /// Every output that today's keys are known to give.
    fileprivate var neededContents: Set<Digest> { Set(plan.survey().compactMap(\.decision.knownOutput)) }

    /// The outputs of the last run that ended well. What was not built since is as it is recorded; what was, is
    /// in the history.
    fileprivate var contentsOfLastGreenRun: Set<Digest> {
        guard let run = store.lastGreenRun()?.number else { return [] }
        var outputs: [String: Digest] = [:]
        for name in store.members(at: run) { outputs[name] = snapshot.records[name]?.output }
        for name in store.targetsTouched(after: run, upTo: .max) where outputs[name] != nil {
            outputs[name] = store.entry(of: name, asOf: run)?.output
        }
        return Set(outputs.values)
    }
}
