internal import BuildGraph
internal import BuildStore
internal import Signal

// What becomes of a target whose work is done: judged, then put in its place and recorded, or set aside.

extension Builder {
    /// The work is done: judge it, and put it in its place or aside.
    mutating func finish(_ target: TargetID, _ product: Product) throws {
        guard let state = running[target] else { return }
        if cancellation.isCancelled { return try fail(target, state, Interrupted()) }
        switch touchedSource(of: state) {
        case .none: break
        case .changed(let path): return try fail(target, state, StoreError.changed(path: path))
        case .touched(let path): return doAgain(target, state, touched: path)
        }
        guard try isStillKept(state) else {
            running[target] = nil
            plan.complete(target, .evicted)
            return
        }
        guard let content = product.content?.digest ?? state.decision.knownContent else {
            preconditionFailure("BUG: '\(state.job.target.name)' came out with no content")
        }
        try remember(product, content, state)
        let verdicts = state.job.judge(product.evidence)
        guard verdicts.allSatisfy(\.holds) else {
            return try breakGate(target, state, product, content, verdicts)
        }
        do {
            try succeed(target, state, product, content, verdicts)
        } catch let error as StoreError where error.isUnsynced {
            finishBadly(target, BuildError.store(error).exit, state.decision) { $0.problem = error.message }
        }
    }

    /// What happened to the files that a target reads since it began.
    private enum Disturbance {
        case none
        /// Stamped anew, with the content that it had.
        case touched(String)
        case changed(String)
    }

    private mutating func touchedSource(of state: Running) -> Disturbance {
        var touched: String?
        for (path, source) in state.sources.sorted(by: { $0.key < $1.key })
        where (try? FileIdentity(path: path)) != source.identity {
            guard (try? index.digest(of: path)) == source.content else { return .changed(path) }
            touched = path
        }
        return touched.map { .touched($0) } ?? .none
    }

    /// The content of a file that was touched may have been another for a moment, the one in which it was
    /// read: the target is done again, from what is there now.
    private mutating func doAgain(_ target: TargetID, _ state: Running, touched path: String) {
        guard doneAgain.insert(target).inserted else {
            // Somebody is at it still.
            return finishBadly(target, .inputChanged, state.decision) {
                $0.problem = StoreError.changed(path: path).message
            }
        }
        running[target] = nil
        emit(.note("\(path) was touched while it was read: '\(state.job.target.name)' is done again"))
        plan.complete(target, .evicted)
    }

    /// Whether bytes that are brought back are still there: another target with the same may have taken them.
    private mutating func isStillKept(_ state: Running) throws(StoreError) -> Bool {
        guard let kept = state.kept, let content = state.decision.knownOutput else { return true }
        return try artifacts.check(kept, is: content, index: &index)
    }

    /// Notes what is known from now on: before anything is put in place, so that a kill in between cannot make
    /// bounce's own bytes look like somebody's.
    private func remember(_ product: Product, _ content: Digest, _ state: Running) throws(StoreError) {
        for aside in product.asides { try store.remember(aside.news, of: aside.content) }
        // What is not in the bytes must not be remembered of them.
        guard product.isJudgedByBytes else { return }
        let measurements = product.measurements.map(StoredMeasurement.init)
        guard let output = state.job.target.output, let key = state.decision.key else {
            return try store.remember(measurements, of: content)
        }
        try store.remember(output: content, at: output, ofKey: key, measurements)
        try store.remember(members: product.members.map(\.stored), ofArchive: content)
    }

    private mutating func succeed(
        _ target: TargetID, _ state: Running, _ product: Product, _ content: Digest, _ verdicts: [Verdict]
    ) throws {
        guard let key = state.decision.key else {
            preconditionFailure("BUG: '\(state.job.target.name)' was built without a key")
        }
        try putInPlace(state, product, content)
        let (elapsed, start) = (seconds(since: state.started), beginning(of: state))
        let report = report(target, state.outcome) {
            $0.seconds = elapsed
            $0.start = start
            $0.path = state.job.target.output
            $0.verdicts = verdicts
            $0.notes = product.notes
            $0.warnings = product.warnings
            $0.reasons = state.decision.reasons
        }
        var entry = RunTarget(report.name, state.outcome, state.decision)
        entry.take(report)
        entry.output = content
        try store.record(
            Success(
                name: state.job.target.name,
                record: Record(key: key, judgement: state.decision.judgement, output: content),
                path: state.job.target.output ?? "", components: state.decision.components,
                gates: state.decision.gates),
            files: index.takeNews(), run: recorder.note(entry))
        running[target] = nil
        plan.complete(target, .done(state.job.target.output == nil ? nil : content))
        if state.isRendering { try packAhead(target, content: content) }
        tell(report)
    }

    private mutating func putInPlace(_ state: Running, _ product: Product, _ content: Digest) throws {
        guard let output = state.job.target.output else { return }
        if let source = product.temporary ?? state.kept {
            if let file = product.content { index.learn(source, file) }
            let store = store
            try artifacts.publish(source, as: output, content: content, index: &index) { store.made($0) }
            published[output] = index.news[output]
            flushNotes()
        } else {
            try artifacts.makeDurable(output, index: &index)
        }
        try artifacts.dropFailed(state.job.target.fileName)
    }

    private mutating func breakGate(
        _ target: TargetID, _ state: Running, _ product: Product, _ content: Digest, _ verdicts: [Verdict]
    ) throws {
        let resolved = state.job.target
        var path = state.kept ?? resolved.path
        if let temporary = product.temporary {
            if let content = product.content { index.learn(temporary, content) }
            path = try artifacts.keepFailed(temporary, as: resolved.fileName, content: content, index: &index)
        }
        // Bytes that stay in place are the output, and not kept anywhere to be brought back from.
        let isKept = path != resolved.path && product.isJudgedByBytes
        try recordBroken(target, state.decision, verdicts, output: isKept ? content : nil, path)
        let (elapsed, start) = (seconds(since: state.started), beginning(of: state))
        finishBadly(target, .gateFailed, state.decision) {
            $0.seconds = elapsed
            $0.start = start
            $0.path = path
            $0.verdicts = verdicts
            $0.notes = product.notes
            $0.warnings = product.warnings
        }
    }

    private mutating func recordBroken(
        _ target: TargetID, _ decision: Decision, _ verdicts: [Verdict], output: Digest?, _ path: String
    ) throws {
        guard let key = decision.key else { return }
        let broken = verdicts.first { !$0.holds }
        try store.record(
            Failure(key: key, judgement: decision.judgement, gate: broken?.summary ?? ""),
            of: production[target].name, output: output, path: path, files: index.takeNews())
    }

    /// The work came to nothing.
    mutating func fail(_ target: TargetID, _ state: Running, _ error: any Error) throws {
        let (elapsed, start) = (seconds(since: state.started), beginning(of: state))
        // Whatever went wrong with a file that changed meanwhile went wrong because of that.
        var error = error
        if !(error is Interrupted) {
            switch touchedSource(of: state) {
            case .none: break
            case .changed(let path): error = StoreError.changed(path: path)
            case .touched(let path):
                if !cancellation.isCancelled { return doAgain(target, state, touched: path) }
            }
        }
        switch error {
        case let broken as BrokenGate:
            try recordBroken(target, state.decision, broken.verdicts, output: nil, "")
            finishBadly(target, .gateFailed, state.decision) {
                $0.seconds = elapsed
                $0.start = start
                $0.verdicts = broken.verdicts
            }
        case is Interrupted:
            running[target] = nil
            plan.complete(target, .failed)
            guard Interruption.isRequested else { return }
            try store.record(interrupted: [state.job.target.name])
            var entry = RunTarget(interrupted: state.job.target.name, state.decision)
            entry.seconds = elapsed
            entry.start = start
            try recorder.record([entry])
        default:
            let failure = Failing(error)
            finishBadly(target, failure.exit, state.decision) {
                $0.seconds = elapsed
                $0.start = start
                $0.problem = failure.message
            }
        }
    }

    mutating func finishBadly(
        _ target: TargetID, _ exit: ExitStatus, _ decision: Decision, _ fill: (inout TargetReport) -> Void
    ) {
        // A target that cannot even begin is handed out, too.
        running[target] = nil
        let blocked = plan.complete(target, .failed)
        if summary.exit == .ok { summary.exit = exit }
        if !options.keepGoing { cancellation.cancel() }
        let failed = report(target, .failed) {
            $0.reasons = decision.reasons
            fill(&$0)
        }
        tell(failed)
        var entries = [RunTarget(failed.name, .failed, decision)]
        entries[0].take(failed)
        for dependent in blocked {
            let report = report(dependent, .blocked) { $0.blockedBy = failed.name }
            tell(report)
            var entry = RunTarget(report.name, outcome: report.outcome.rawValue, isGood: false)
            entry.take(report)
            entries.append(entry)
        }
        // What a failure leaves in the history decides nothing, and must not hide what failed: a full disk.
        try? recorder.record(entries)
    }

    func report(
        _ target: TargetID, _ outcome: TargetOutcome, _ fill: (inout TargetReport) -> Void = { _ in }
    ) -> TargetReport {
        var report = TargetReport(
            name: production[target].name, kind: production[target].kind, outcome: outcome)
        report.line = production[target].recipe.line
        fill(&report)
        return report
    }

    mutating func tell(_ report: TargetReport) {
        summary.counts[report.outcome, default: 0] += 1
        if report.outcome == .failed { summary.failures.append(report) }
        emit(.targetFinished(report))
    }

    mutating func flushNotes() {
        for note in artifacts.takeNotes() { emit(.note(note)) }
    }

    private func beginning(of state: Running) -> RunTarget.Start? {
        state.worker.map {
            RunTarget.Start(offset: Self.seconds(from: started, to: state.started), worker: $0)
        }
    }

    func seconds(since start: ContinuousClock.Instant) -> Double { Self.seconds(from: start, to: clock.now) }

    private static func seconds(
        from start: ContinuousClock.Instant, to end: ContinuousClock.Instant
    ) -> Double {
        let elapsed = (end - start).components
        return Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    }
}

extension Builder.Running {
    fileprivate var outcome: TargetOutcome { isRendering ? .rendered : kept != nil ? .restored : .judged }
}
