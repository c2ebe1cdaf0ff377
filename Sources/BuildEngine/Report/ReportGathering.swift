internal import BuildGraph
internal import BuildStore
internal import Signal

/// Gathers what a report says: from the plan, the records and the files. It builds nothing; what it writes is pictures.
struct ReportGathering {
    private let assessment: Assessment
    private var index: FileIndex
    private let survey: [TargetID: SurveyedTarget]
    private let decisions: [TargetID: Decision]
    private var runs: [Int: RunRecord?] = [:]

    private var production: ResolvedProduction { assessment.production }
    private var store: StateStore { assessment.store }

    init(_ assessment: Assessment) {
        self.assessment = assessment
        index = assessment.index
        let decided = assessment.plan.survey()
        decisions = Dictionary(uniqueKeysWithValues: decided.map { ($0.target, $0.decision) })
        survey = Dictionary(
            uniqueKeysWithValues: zip(decided.map(\.target), assessment.survey().targets))
    }

    /// The targets that are reported, in the manifest's order.
    private var targets: [TargetID] { decisions.keys.sorted { $0.index < $1.index } }

    mutating func report(jobs: Int) async throws(BuildError) -> ProductionReport {
        var drafts: [ReportDraft] = []
        do {
            for id in targets {
                if Interruption.isRequested { throw BuildError.interrupted }
                drafts.append(try draft(id))
            }
        } catch let error as StoreError {
            throw .store(error)
        } catch {
            throw .interrupted
        }
        let gallery = try await PictureGallery(of: drafts.flatMap(\.sources), jobs: jobs)
        if Interruption.isRequested { throw .interrupted }
        let reported = zip(targets, drafts).compactMap { id, draft in target(id, draft, gallery) }
        let run = store.runs(newest: 1).first.map {
            ReportedRun(record: $0, entries: store.entries(ofRun: $0.number))
        }
        return ProductionReport(
            production: production, targets: reported, run: run, madePictures: gallery.madeCount,
            notes: gallery.notes)
    }

    // MARK: - Before there are pictures

    /// What is known of a target without its picture, and which pictures it takes.
    private mutating func draft(_ id: TargetID) throws -> ReportDraft {
        let target = production[id]
        var draft = ReportDraft()
        draft.history = history(of: target.name)
        if let output = target.output { draft.output = try file(output) }
        draft.shown = try shown(id, draft.output)
        draft.verdicts = try verdicts(id, draft)
        draft.isSound = target.kind.isSound
        guard draft.isSound, let shown = draft.shown else { return draft }
        draft.compared = try compared(id, shown, draft)
        for name in references(id) {
            guard let reference = try? production.graph.find(name), draft.bandsOf == nil else { continue }
            draft.bandsOf = try file(production[reference].path)
        }
        return draft
    }

    private mutating func file(_ path: String) throws(StoreError) -> ReportedFile? {
        do throws(StoreError) {
            // Taken first: where the file changes in between, it is not the one that is read later.
            guard let identity = try FileIdentity(path: path), let content = try index.digest(of: path)
            else { return nil }
            return ReportedFile(path: path, content: content, identity: identity)
        } catch .notAFile {
            return nil
        }
    }

    /// The file that the report is about: of a target that broke a gate the one that did, where it is kept.
    private mutating func shown(_ id: TargetID, _ output: ReportedFile?) throws(StoreError) -> ReportedFile? {
        let target = production[id]
        let failed = "\(Workspace.failed)/\(target.fileName)"
        if survey[id]?.state == .failed, assessment.snapshot.failedOutputs.values.contains(failed),
            let file = try file(failed)
        {
            return file
        }
        return target.output == nil ? try file(target.path) : output
    }

    private mutating func history(of name: String) -> [ReportedBuild] {
        store.entries(of: name, newest: ReportedTarget.mostRuns).map { number, entry in
            let run = runs[number] ?? store.run(number)
            runs[number] = .some(run)
            return ReportedBuild(run: number, begun: run?.begun, entry: entry)
        }
    }

    // MARK: - Verdicts

    /// What the gates say of the file that is shown, from what is remembered of its content; where that cannot be told,
    /// what they said when it was built.
    private mutating func verdicts(_ id: TargetID, _ draft: ReportDraft) throws -> [Verdict] {
        let recorded = draft.history.first { !$0.entry.verdicts.isEmpty }?.entry.verdicts ?? []
        let words = recorded.map {
            Verdict($0.gate, holds: $0.holds, expected: $0.expected, found: $0.found)
        }
        guard let shown = draft.shown, let judged = try judge(id, shown) else { return words }
        // Not everything that can break a gate is in the bytes.
        let hides = survey[id]?.state == .failed && judged.allSatisfy(\.holds)
        return hides ? words : judged
    }

    private mutating func judge(_ id: TargetID, _ file: ReportedFile) throws -> [Verdict]? {
        let job = try job(id)
        do {
            let product = try Examination(
                job: job, path: file.path, known: measurements(of: file.content),
                isCancelled: { Interruption.isRequested }
            ).product()
            return job.judge(product.evidence)
        } catch is Interrupted {
            throw BuildError.interrupted
        } catch {
            // A file that cannot be read any more: the next build says so.
            return nil
        }
    }

    private mutating func job(_ id: TargetID) throws(StoreError) -> Job {
        var inputs: [JobInput] = []
        for input in production.graph.inputs[id.index] {
            let resolved = production[input]
            let content = try file(resolved.path)?.content ?? Digest(high: 0, low: 0)
            inputs.append(
                JobInput(
                    name: resolved.name, content: content, path: resolved.path,
                    isAudio: resolved.sound != nil))
        }
        var comparisons: [JobComparison] = []
        for other in production.graph.comparisons[id.index] {
            let resolved = production[other]
            let content = try file(resolved.path)?.content
            comparisons.append(
                JobComparison(
                    name: resolved.name, content: content, path: resolved.path,
                    known: content.map(measurements) ?? []))
        }
        var target = production[id]
        // It is judged by its gates, and no sheet is made.
        target.isOnSheet = false
        return Job(
            target: target, timeline: production.timeline, inputs: inputs, comparisons: comparisons)
    }

    private func measurements(of content: Digest) -> [Measurement] {
        store.measurements(of: content).compactMap(Measurement.init)
    }

    // MARK: - What it is heard against

    private mutating func compared(
        _ id: TargetID, _ shown: ReportedFile, _ draft: ReportDraft
    ) throws(StoreError) -> [(label: String, file: ReportedFile)] {
        var compared: [(label: String, file: ReportedFile)] = []
        let graph = production.graph
        if production[id].kind == .process,
            let source = try? graph.find(production[id].recipe.text("source")),
            let file = try file(production[source].path)
        {
            compared.append(("before processing: \(production[source].name)", file))
        }
        if let output = draft.output, output.path != shown.path {
            compared.append(("last good build", output))
        } else if let earlier = try earlier(draft.history, than: shown.content) {
            compared.append(("previous run", earlier))
        }
        for name in references(id) {
            guard let reference = try? graph.find(name), let file = try file(production[reference].path)
            else { continue }
            compared.append(("reference: \(name)", file))
        }
        return compared
    }

    /// The last other bytes that were good, if they are still kept.
    private mutating func earlier(
        _ history: [ReportedBuild], than content: Digest
    ) throws(StoreError) -> ReportedFile? {
        let outputs = history.filter(\.entry.isGood).compactMap(\.entry.output)
        guard let earlier = outputs.first(where: { $0 != content }),
            let path = Artifacts.keptPath(earlier, failures: assessment.snapshot.failedOutputs)
        else { return nil }
        let found = try file(path)
        return found?.content == earlier ? found : nil
    }

    /// The targets that it is to be like: what its gates measure beside it, and references that it is made with.
    private func references(_ id: TargetID) -> [String] {
        let graph = production.graph
        let held = production[id].gates.flatMap { gate in
            gate.comparisons.filter { !$0.value.isEmpty }.keys.sorted()
        }
        let others = (graph.comparisons[id.index] + graph.inputs[id.index]).map { production[$0] }
        var seen: Set<String> = []
        return (held + others.filter { $0.kind == .reference }.map(\.name)).filter {
            seen.insert($0).inserted
        }
    }

    // MARK: - With pictures

    private func target(
        _ id: TargetID, _ draft: ReportDraft, _ gallery: PictureGallery
    ) -> ReportedTarget? {
        guard let surveyed = survey[id], let decision = decisions[id] else { return nil }
        let (graph, resolved) = (production.graph, production[id])
        return ReportedTarget(
            name: resolved.name, kind: resolved.kind, state: surveyed.state, reasons: decision.reasons,
            causes: causes(of: id), inputs: graph.inputs[id.index].map { production[$0].name },
            comparisons: graph.comparisons[id.index].map { production[$0].name }, files: graph[id].files,
            components: decision.components, output: draft.output, verdicts: draft.verdicts,
            history: draft.history, sound: sound(resolved, draft, gallery))
    }

    private func sound(
        _ target: ResolvedTarget, _ draft: ReportDraft, _ gallery: PictureGallery
    ) -> ReportedSound? {
        guard target.kind.isSound, let shown = draft.shown, let picture = gallery.pictures[shown.content]
        else { return nil }
        return ReportedSound(
            path: shown.path, picture: picture,
            limits: target.gates.flatMap { $0.limits(channels: picture.channels) },
            referenceBands: draft.bandsOf.flatMap { gallery.pictures[$0.content]?.bands.levels },
            compared: draft.compared.map { label, file in
                ComparedSound(
                    label: label, path: file.path, loudness: gallery.pictures[file.content]?.integrated)
            })
    }

    /// As `why` has it; of a long chain the roots.
    private func causes(of id: TargetID) -> [SurveyedTarget] {
        guard let own = survey[id], own.state != .fresh else { return [] }
        var (seen, waiting) = (Set([id]), production.graph.prerequisites[id.index])
        while let next = waiting.popLast() {
            guard let state = survey[next]?.state, state != .fresh, seen.insert(next).inserted else {
                continue
            }
            waiting += production.graph.prerequisites[next.index]
        }
        let chain = production.graph.order.filter { $0 != id && seen.contains($0) }
        return chain.prefix(ReportedTarget.mostCauses - 1).compactMap { survey[$0] } + [own]
    }
}

/// A target on its way into a report.
private struct ReportDraft {
    var output: ReportedFile?
    /// The file that is judged, drawn and heard.
    var shown: ReportedFile?
    var history: [ReportedBuild] = []
    var verdicts: [Verdict] = []
    var compared: [(label: String, file: ReportedFile)] = []
    var bandsOf: ReportedFile?

    var isSound = false

    /// The sounds that pictures are needed of.
    var sources: [ReportedFile] {
        ([isSound ? shown : nil, bandsOf] + compared.map(\.file)).compactMap(\.self)
    }
}

extension Assessment {
    /// Everything that a report shows. Pictures that are not kept yet are made, `jobs` at a time.
    package func report(jobs: Int) async throws(BuildError) -> ProductionReport {
        var gathering = ReportGathering(self)
        return try await gathering.report(jobs: jobs)
    }
}
