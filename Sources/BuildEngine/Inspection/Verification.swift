internal import Archives
package import BuildGraph
package import BuildStore
internal import Signal
internal import SoundFiles

/// One artifact, read again from disk.
package struct VerifiedArtifact: Sendable {
    package let name: String
    package let kind: TargetKind
    package let path: String
    /// What is wrong beyond the gates: missing, changed since it was built, damaged.
    package var problem: String?
    /// An optional file that does not exist.
    package var isAbsent = false
    package var verdicts: [Verdict] = []
    /// "137.000 s, 48000 Hz, 1 ch, float32 WAV", or the members of an archive.
    package var facts = ""
    package var content: Digest?

    package var passed: Bool { problem == nil && verdicts.allSatisfy(\.holds) }
}

/// The final verification: every artifact is read from disk to its last byte, held against its record, and
/// judged again by all its gates. Nothing that is remembered counts.
package struct Verification {
    private let production: ResolvedProduction
    private let snapshot: StateStore.Snapshot
    private let roots: [TargetID]?

    package init(
        _ production: ResolvedProduction, store: StateStore, targets: [String]
    ) throws(BuildError) {
        self.production = production
        roots = try Assessment.roots(targets, in: production.graph)
        do {
            snapshot = try store.snapshot()
        } catch {
            throw .store(error)
        }
    }

    /// Verifies the artifacts one by one, and hands over each.
    package func run(_ found: (VerifiedArtifact) -> Void) {
        let selected = roots.map(Set.init)
        for id in production.graph.order where selected?.contains(id) ?? true {
            if Interruption.isRequested { return }
            found(verify(id))
        }
    }

    private func verify(_ id: TargetID) -> VerifiedArtifact {
        let target = production[id]
        var artifact = VerifiedArtifact(name: target.name, kind: target.kind, path: target.path)
        do {
            guard let content = try FileDigest.read(target.path)?.digest else {
                artifact.isAbsent = production.graph[id].isOptional
                artifact.problem = artifact.isAbsent ? nil : "there is no such file: run bounce"
                return artifact
            }
            artifact.content = content
            artifact.problem = mismatch(target, content)
            try examine(id, target, &artifact)
        } catch is Interrupted {
            artifact.problem = "interrupted"
        } catch {
            // What it is held against first says more than what follows from it.
            artifact.problem = artifact.problem ?? Failing(error).message
        }
        return artifact
    }

    private func mismatch(_ target: ResolvedTarget, _ content: Digest) -> String? {
        guard target.output != nil else { return nil }
        guard let record = snapshot.records[target.name] else {
            return "it was never built here: run bounce"
        }
        guard record.output != content else { return nil }
        return
            "it was changed since it was built (expected \(record.output.text), found \(content.text)): run bounce"
    }

    private func examine(_ id: TargetID, _ target: ResolvedTarget, _ artifact: inout VerifiedArtifact) throws
    {
        let inputs = production.graph.inputs[id.index].map { input in
            let resolved = production[input]
            return JobInput(
                name: resolved.name, content: Digest(high: 0, low: 0), path: resolved.path,
                isAudio: resolved.sound != nil)
        }
        let comparisons = production.graph.comparisons[id.index].map { production[$0] }.map { other in
            let exists = (try? FileIdentity(path: other.path)) ?? nil != nil
            return JobComparison(
                name: other.name, content: exists ? Digest(high: 0, low: 0) : nil, path: other.path, known: []
            )
        }
        var target = target
        // It is judged by its gates, and no sheet is made.
        target.isOnSheet = false
        let job = Job(
            target: target, timeline: production.timeline, inputs: inputs, comparisons: comparisons)
        let product = try Examination(job: job, path: target.path, known: []) { Interruption.isRequested }
            .product()
        artifact.verdicts = job.judge(product.evidence)
        if let info = product.evidence.info {
            artifact.facts =
                "\(decimal(Double(info.frames) / Double(info.sampleRate), 3)) s, \(FormatGate.words(info))"
        } else if target.kind == .midi {
            artifact.facts = try checkScore(target.path)
        } else {
            artifact.facts = try target.recipe.codec == nil ? checkTar(target.path) : checkZip(target.path)
        }
    }

    private func checkScore(_ path: String) throws -> String {
        let file = try MIDISource.read(path)
        let notes = file.tracks.reduce(0) { $0 + $1.notes.count }
        return "\(file.tracks.count) tracks, \(notes) notes"
    }

    private func checkTar(_ path: String) throws -> String {
        var reader = try TarReader(path: path)
        var count = 0
        while let entry = try reader.next() {
            try reader.read(entry) { _ in }
            if Interruption.isRequested { throw Interrupted() }
            count += 1
        }
        return "\(counted(count, "member")), each read back"
    }

    private func checkZip(_ path: String) throws -> String {
        let reader = try ZipReader(path: path)
        for entry in reader.entries { try reader.verify(entry) { Interruption.isRequested } }
        return "\(counted(reader.entries.count, "member")), each read back and its CRC-32 right"
    }
}
