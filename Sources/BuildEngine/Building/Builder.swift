internal import BuildGraph
package import BuildStore
internal import Signal
internal import SoundFiles

/// How a build is to go about it.
package struct BuildOptions: Sendable {
    /// Pieces of work at a time.
    package var jobs = 1
    /// Go on with what does not depend on a failure.
    package var keepGoing = false
    package var force = false
    package var ignoresStore = false
    /// Whether a target counts as finished only when its file, its name and its record are on the disk.
    package var isDurable = false
    /// Whether somebody wants to hear of each target with which nothing was to be done.
    package var reportsFresh = false
    /// What may be kept of earlier builds; nil for what the production says.
    package var cacheLimit: ByteSize?
    /// The targets that were named, for the record: the scope has settled what that comes to.
    package var named: [String] = []

    package init() {}
}

/// Builds a production: asks the plan, has the work done side by side, judges, puts in place, records.
///
/// The plan and the store are touched here only, in one task; the workers get values and give values.
package struct Builder {
    let scope: Scope
    let options: BuildOptions
    let emit: (Event) -> Void
    /// Takes what workers send: any thread calls it. Nil where nobody listens.
    let progress: ProgressListener?
    let clock = ContinuousClock()

    var plan: Plan
    let store: StateStore
    var index: FileIndex
    let snapshot: StateStore.Snapshot
    var artifacts: Artifacts
    let cancellation = Cancellation()

    /// When the run began.
    var started: ContinuousClock.Instant
    var running: [TargetID: Running] = [:]
    /// Targets that the plan handed out and that have something to do: the longest path first.
    var ready = ReadyTargets<(target: TargetID, decision: Decision)>()
    var path: CriticalPath
    /// The outputs that this run put in place.
    var published: [String: FileDigest] = [:]
    var queue: [Assignment] = []
    var ahead = PackingAhead()
    var drafting = DraftingAhead()
    /// Targets that were begun again, once, because a file was touched while it was read.
    var doneAgain: Set<TargetID> = []
    var summary = RunSummary()
    var hasForetold = false
    var recorder: RunRecorder

    var production: ResolvedProduction { scope.production }

    /// A target that is being worked on.
    struct Running {
        let job: Job
        let decision: Decision
        let started: ContinuousClock.Instant
        /// The worker that took its first piece.
        var worker: Int?
        /// The files that it reads, as they were when it started.
        var sources: [String: Source]
        /// What its pieces gave so far, and what follows when all have.
        var pieces: [Piece?] = []
        var then: (@Sendable ([Piece]) throws -> Work)?
        /// Whether this run made its bytes, rather than found them.
        var isRendering = false
        /// Where bytes that are brought back come from.
        var kept: String?
    }

    /// One version of a file that is read, and what is in it.
    struct Source: Equatable {
        let identity: FileIdentity
        let content: Digest
    }

    /// One piece of work, for one worker.
    struct Assignment: Sendable {
        let purpose: Purpose
        let work: Step
    }

    /// What a worker does.
    ///
    /// - Parameter isAlone: Whether all other workers have nothing to do before it ends.
    typealias Step = @Sendable (_ isAlone: Bool) throws -> Piece

    enum Purpose: Sendable {
        /// A piece of a target, by its place among the pieces.
        case piece(TargetID, Int)
        /// A part of a member of an archive that has not begun.
        case packing(Packing)
        /// A member that is copied into an archive that has not begun.
        case drafting(TargetID)
    }

    struct Finished: Sendable {
        let purpose: Purpose
        let worker: Int
        let result: Result<Piece, any Error>
    }

    /// - Parameters:
    ///   - store: Opened for writing; its lock is held until the run is over.
    ///   - progress: Where `targetProgress` goes, from any thread; nil where nobody wants to hear of it.
    ///   - emit: Where all other events go, from one task.
    package init(
        _ scope: Scope, _ options: BuildOptions, store: StateStore, progress: ProgressListener? = nil,
        emit: @escaping (Event) -> Void
    ) throws(BuildError) {
        self.scope = scope
        self.options = options
        self.store = store
        self.emit = emit
        started = clock.now
        self.progress = progress
        do {
            artifacts = try Artifacts(isDurable: options.isDurable)
        } catch {
            throw .store(error)
        }
        let assessment = try Assessment(
            scope, store: store,
            options: Plan.Options(force: options.force, ignoresStore: options.ignoresStore))
        plan = assessment.plan
        index = assessment.index
        snapshot = assessment.snapshot
        recorder = RunRecorder(
            scope, options, targets: assessment.plan.selection.count + scope.provenCount, store: store)
        path = CriticalPath(scope.production.graph, seconds: Self.earlierSeconds(scope.production, store))
    }

    /// Runs to the end, or to the first failure.
    ///
    /// - Parameter lock: What is kept of earlier builds is cut back under it.
    package mutating func run(under lock: borrowing BuildLock) async throws(BuildError) -> RunSummary {
        started = clock.now
        emit(.runStarted(production: production.name, targets: plan.selection.count + scope.provenCount))
        if let note = store.note { emit(.note(note)) }
        var failure: StoreError?
        do {
            try removeStaleLedger()
            reportProven()
            try await work()
            try tidy()
        } catch let error as StoreError {
            failure = error
            // Wherever it was met: the next run must not meet it again.
            if case .damaged = error { try? store.giveUp() }
            summary.exit = BuildError.store(error).exit
            // What went wrong is what there is to say, also if this does, too.
            try? artifacts.discardTemporaries()
        } catch {
            preconditionFailure("BUG: \(error) left the runner")
        }
        if Interruption.isRequested { summary.exit = .interrupted }
        summary.seconds = seconds(since: started)
        do {
            try recorder.end(summary)
            // What the last good run left is not removed: from here on, that is this one.
            if failure == nil { try await keepWithinLimit(under: lock) }
        } catch  where failure == nil {
            failure = error
            summary.exit = BuildError.store(error).exit
        } catch {
            // What went wrong first is what there is to say.
        }
        emit(.runFinished(summary))
        if let failure { throw .store(failure) }
        return summary
    }

    /// What is left to do when all targets are settled.
    private mutating func tidy() throws(StoreError) {
        if summary.exit == .ok, !cancellation.isCancelled {
            // A ledger is of a production whose orphans are put away.
            if scope.isWhole { try retireOrphans() }
            try store.forget(interrupted: snapshot.interrupted.intersection(settledNames))
            keepLedger()
        }
        try store.remember(files: index.takeNews())
        try artifacts.discardTemporaries()
    }

    private mutating func reportProven() {
        guard options.reportsFresh || scope.hasAbsentFiles else {
            summary.counts[.fresh, default: 0] += scope.provenCount
            return
        }
        for target in scope.proven {
            let absent = target.absentFiles.first
            let outcome = absent == nil ? TargetOutcome.fresh : .skipped
            summary.counts[outcome, default: 0] += 1
            guard options.reportsFresh || absent != nil else { continue }
            var report = TargetReport(name: target.name, kind: target.kind, outcome: outcome)
            if let absent { report.notes = [Self.nothingToCheck(absent)] }
            emit(.targetFinished(report))
        }
    }

    private var settledNames: [String] {
        plan.selection.filter { plan.output(of: $0) != nil }.map { production[$0].name }
    }
}
