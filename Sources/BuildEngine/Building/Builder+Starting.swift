internal import BuildGraph
internal import BuildStore
internal import Signal

// How a target that the plan hands out is begun.

extension Builder {
    /// How long each target took when it was last made, by the records of runs; 0 where nobody knows. They are
    /// looked at when there is something to do, and not before.
    static func earlierSeconds(
        _ production: ResolvedProduction, _ store: StateStore
    ) -> (TargetID) -> Double {
        { store.seconds(of: production[$0].name, lastTime: .rendered) ?? 0 }
    }

    /// Says once what is ahead, to those who show how far it is.
    private mutating func foretell() {
        guard progress != nil, !hasForetold else { return }
        hasForetold = true
        emit(.forecast(Forecast(production, plan.survey(), store, workers: options.jobs)))
    }

    mutating func render(_ target: TargetID, _ decision: Decision) throws {
        let job = job(target, decision)
        let resolved = production[target]
        if resolved.kind == .archive, delay(target, decision) { return }
        guard resolved.kind != .reference else { return try examineReference(target, decision) }
        guard try begin(target, job, decision, action: "rendering") else { return }
        running[target]?.isRendering = true
        let temporary = artifacts.temporary(resolved.fileName)
        let cancellation = cancellation
        let isCancelled: @Sendable () -> Bool = { cancellation.isCancelled }
        if resolved.kind == .archive, resolved.recipe.codec == nil {
            let rendering = TarRendering(job: job, temporary: temporary, isCancelled: isCancelled)
            enqueue(target, [{ _ in .work(try rendering.work()) }])
        } else if resolved.kind == .archive {
            let earlier = try earlierArchive(target)
            if let earlier { running[target]?.sources[earlier.path] = earlier.source }
            let rendering = ArchiveRendering(
                job: job, temporary: temporary, earlier: earlier, packed: takePacked(for: target),
                begun: takeDraft(of: target, earlier), isCancelled: isCancelled)
            enqueue(target, [{ _ in .work(try rendering.work()) }])
        } else if resolved.kind == .midi {
            let rendering = MIDIRendering(job: job, temporary: temporary)
            enqueue(target, [{ _ in .work(.finished(try rendering.product())) }])
        } else if let sound = resolved.sound, let frames = resolved.frames {
            let rendering = AudioRendering(
                job: job, sound: sound, frames: frames, temporary: temporary, isCancelled: isCancelled,
                progress: progress)
            enqueue(target, [{ isAlone in .work(.finished(try rendering.product(isAlone: isAlone))) }])
        } else {
            preconditionFailure("BUG: '\(resolved.name)' has no form")
        }
    }

    /// A target that is as it should be.
    mutating func reuse(_ target: TargetID, _ decision: Decision) throws {
        let resolved = production[target]
        if let output = resolved.output { try artifacts.makeDurable(output, index: &index) }
        if snapshot.failures[resolved.name] != nil {
            // An edit that broke a gate was taken back.
            try artifacts.dropFailed(resolved.fileName)
            try store.forget(failure: resolved.name)
        }
        tell(report(target, .fresh))
    }

    mutating func restore(_ target: TargetID, _ decision: Decision, _ output: Digest) throws {
        // Bytes are kept once: of two targets with the same ones, the first that asks gets them.
        guard let kept = Artifacts.keptPath(output, failures: snapshot.failedOutputs),
            !running.values.contains(where: { $0.kept == kept }),
            try artifacts.check(kept, is: output, index: &index)
        else {
            plan.complete(target, .evicted)
            return
        }
        try examine(target, decision, kept, output)
        running[target]?.kept = kept
    }

    /// A file from elsewhere is only looked at.
    private mutating func examineReference(_ target: TargetID, _ decision: Decision) throws {
        guard let content = decision.fileContents.first?.content else {
            // It is missing, and `begin` says how.
            _ = try begin(target, job(target, decision), decision, action: "judging")
            return
        }
        try examine(target, decision, production[target].path, content)
    }

    private static func missing(_ path: String) -> String {
        "the file \(path) does not exist: \(advice(path))"
    }

    private static func advice(_ path: String) -> String {
        if path.hasPrefix("~") { return "`~` has no meaning in a manifest: write the whole path" }
        if FileKind(at: path) == .link { return "it is a link that leads nowhere: mend it" }
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let name = String(path.dropFirst(directory.count))
        let others = names(inDirectory: directory.isEmpty ? "." : directory).filter { $0 != name }
        if let likely = closest(to: name, among: others) { return "did you mean \(directory)\(likely)?" }
        return "put it there, or change its path in the manifest"
    }

    mutating func examine(
        _ target: TargetID, _ decision: Decision, _ path: String, _ output: Digest
    ) throws {
        let job = job(target, decision)
        guard try begin(target, job, decision, action: "judging") else { return }
        examinePieces(target, job, path, known: measurements(of: output))
    }

    private mutating func examinePieces(_ target: TargetID, _ job: Job, _ path: String, known: [Measurement])
    {
        let cancellation = cancellation
        let examination = Examination(
            job: job, path: path, known: known, isCancelled: { cancellation.isCancelled }, progress: progress)
        enqueue(target, [{ _ in .work(.finished(try examination.product())) }])
    }

    /// Notes what a target reads, as it is now. Returns false where that is not what its key was made from.
    private mutating func begin(
        _ target: TargetID, _ job: Job, _ decision: Decision, action: String
    ) throws -> Bool {
        do {
            running[target] = Running(
                job: job, decision: decision, started: clock.now, sources: try sources(of: job, decision))
        } catch let error as BrokenSource {
            finishBadly(target, error.exit, decision) { $0.problem = error.message }
            return false
        }
        foretell()
        emit(.targetStarted(name: production[target].name, action: action))
        return true
    }

    /// Why a target cannot begin.
    private struct BrokenSource: Error {
        let exit: ExitStatus
        let message: String
    }

    /// The files that a target reads. The plan was made before the run, and a file may be another by now.
    private mutating func sources(of job: Job, _ decision: Decision) throws -> [String: Source] {
        var sources: [String: Source] = [:]
        do {
            for path in decision.missingFiles {
                // What is there and is not a file says so here; what came to be only now changed.
                guard try FileIdentity(path: path) == nil else { throw StoreError.changed(path: path) }
                throw BrokenSource(exit: .renderFailed, message: Self.missing(path))
            }
            let compared = job.comparisons.compactMap { comparison in
                comparison.content.map { (comparison.path, $0) }
            }
            let inputs = (job.inputs + (job.sheet?.judgedInputs ?? [])).map { ($0.path, $0.content) }
            for (path, content) in inputs + compared + decision.fileContents {
                guard let identity = try FileIdentity(path: path) else {
                    throw BrokenSource(exit: .renderFailed, message: Self.missing(path))
                }
                guard try contentNow(of: path) == content else { throw StoreError.changed(path: path) }
                sources[path] = Source(identity: identity, content: content)
            }
        } catch let error as StoreError {
            throw BrokenSource(exit: BuildError.store(error).exit, message: error.message)
        }
        return sources
    }

    private mutating func contentNow(of path: String) throws(StoreError) -> Digest? {
        // What this run put there itself is known by its stamps, however young they are.
        if let file = published[path], try FileIdentity(path: path) == file.identity { return file.digest }
        return try index.digest(of: path)
    }

    private func job(_ target: TargetID, _ decision: Decision) -> Job {
        var job = bareJob(target, production[target], comparisons: comparisons(of: target, decision))
        let ids = production.graph.inputs[target.index]
        if production[target].recipe.carriesSheet {
            // What a gate finds in other targets is no property of the file, and does not go with it.
            let files = ids.map { id in
                let alone = bareJob(id, production[id].judgedAlone(), comparisons: [])
                return sheetedFile(alone, content: plan.output(of: id))
            }
            job.sheet = SheetJob(
                production: production.name, key: production.recipe.musicalKey,
                files: files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
        }
        return job
    }

    /// A member of an archive with a sheet: what is known of its content, and what is to be found out.
    private func sheetedFile(_ job: Job, content: Digest?) -> SheetedFile {
        guard let content else {
            preconditionFailure("BUG: '\(job.target.name)' is packed before it is settled")
        }
        let known = store.measurements(of: content)
        return SheetedFile(
            job: job, name: job.target.memberName, content: content,
            known: known.compactMap(Measurement.init), sha256: known.sha256)
    }

    /// The job without what a delivery sheet takes.
    private func bareJob(
        _ target: TargetID, _ resolved: ResolvedTarget, comparisons: [JobComparison]
    ) -> Job {
        Job(
            target: resolved, timeline: production.timeline,
            inputs: production.graph.inputs[target.index].map { input in
                guard case .settled(let content?) = plan.states[input.index] else {
                    preconditionFailure("BUG: '\(production[input].name)' is used before it is settled")
                }
                let resolved = production[input]
                return JobInput(
                    name: resolved.name, content: content, path: resolved.path, isAudio: resolved.sound != nil
                )
            }, comparisons: comparisons)
    }

    private func comparisons(of target: TargetID, _ decision: Decision) -> [JobComparison] {
        zip(production.graph.comparisons[target.index], decision.comparisons).map { id, comparison in
            JobComparison(
                name: comparison.name, content: comparison.content, path: production[id].path,
                known: comparison.content.map(measurements) ?? [])
        }
    }

    /// The archive that is in place now, if it is as it was recorded, and what is in it. It is then read as any
    /// other source is.
    mutating func earlierArchive(_ target: TargetID) throws -> EarlierArchive? {
        let path = production[target].path
        let members = recordedMembers(of: target)
        guard !members.isEmpty, let identity = try FileIdentity(path: path),
            let content = try contentNow(of: path),
            content == snapshot.records[production[target].name]?.output
        else { return nil }
        return EarlierArchive(
            path: path, members: members, source: Source(identity: identity, content: content))
    }

    /// What the archive of the last good build holds.
    func recordedMembers(of archive: TargetID) -> [ArchivedMember] {
        guard plan.isIntact(archive), let record = snapshot.records[production[archive].name] else {
            return []
        }
        return store.members(ofArchive: record.output).compactMap(ArchivedMember.init)
    }

    private func measurements(of output: Digest) -> [Measurement] {
        store.measurements(of: output).compactMap(Measurement.init)
    }
}
