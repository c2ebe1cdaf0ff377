internal import BuildGraph
internal import BuildStore

// The loop: what can begin is handed to free workers, and what they give is taken up, in one task.

extension Builder {
    mutating func work() async throws {
        try await withThrowingTaskGroup(of: Finished.self) { group in
            do {
                try await keepBusy(&group)
            } catch {
                // The workers are waited for: they should stop, too.
                cancellation.cancel()
                throw error
            }
        }
    }

    private mutating func keepBusy(_ group: inout ThrowingTaskGroup<Finished, any Error>) async throws {
        var busy = 0
        var workers = FreeWorkers()
        while true {
            let assignments = try nextAssignments(atMost: options.jobs - busy)
            busy += assignments.count
            // What can begin begins now, or when something ends.
            let isAlone = busy == 1 && options.jobs > 1
            for assignment in assignments {
                let worker = workers.take()
                if case .piece(let target, _) = assignment.purpose, running[target]?.worker == nil {
                    running[target]?.worker = worker
                }
                group.addTask {
                    Finished(
                        purpose: assignment.purpose, worker: worker,
                        result: Result { try assignment.work(isAlone) })
                }
            }
            guard let finished = try await group.next() else { return }
            busy -= 1
            workers.giveBack(finished.worker)
            switch finished.purpose {
            case .piece(let target, let index): try take(finished.result, of: target, index)
            case .packing(let packing): try take(finished.result, of: packing)
            case .drafting(let archive): try take(finished.result, draftOf: archive)
            }
        }
    }

    private mutating func nextAssignments(atMost most: Int) throws -> [Assignment] {
        var assignments: [Assignment] = []
        while assignments.count < most, let next = try nextAssignment() { assignments.append(next) }
        return assignments
    }

    /// The next piece for a free worker; nil while there is none.
    private mutating func nextAssignment() throws -> Assignment? {
        while queue.isEmpty {
            guard !cancellation.isCancelled else { return nil }
            try takeReady()
            guard let (target, decision) = ready.removeFirst() else {
                return try nextPacking() ?? nextDrafting()
            }
            try start(target, decision)
        }
        return cancellation.isCancelled ? drop() : queue.removeFirst()
    }

    /// Takes all that the plan has to hand out. Targets with nothing to do are settled here.
    private mutating func takeReady() throws {
        while let (target, decision) = plan.next() {
            switch decision.action {
            case .reuse, .skip: try start(target, decision)
            default: ready.insert((target, decision), remaining: path.remaining(from: target))
            }
        }
    }

    /// Forgets what was not begun: the run is called off.
    private mutating func drop() -> Assignment? {
        queue = []
        return nil
    }

    mutating func start(_ target: TargetID, _ decision: Decision) throws {
        if !decision.reasons.isEmpty { try recorder.begin() }
        switch decision.action {
        case .reuse: try reuse(target, decision)
        case .skip:
            let file = production.graph[target].files.first ?? ""
            tell(report(target, .skipped) { $0.notes = [Self.nothingToCheck(file)] })
        case .judge(let output): try examine(target, decision, production[target].path, output)
        case .restore(let output): try restore(target, decision, output)
        case .render: try render(target, decision)
        case .wait: preconditionFailure("BUG: the plan handed out a target that waits")
        }
    }

    static func nothingToCheck(_ file: String) -> String {
        "\(file) does not exist: nothing to check"
    }

    private mutating func take(
        _ result: Result<Piece, any Error>, of target: TargetID, _ index: Int
    ) throws {
        guard var state = running[target] else { return }
        switch result {
        case .failure(let error): try fail(target, state, error)
        case .success(.work(let work)): try advance(target, work)
        case .success(let piece):
            state.pieces[index] = piece
            running[target] = state
            let pieces = state.pieces.compactMap(\.self)
            guard pieces.count == state.pieces.count, let then = state.then else { return }
            enqueue(target, [{ _ in .work(try then(pieces)) }])
        }
    }

    mutating func advance(_ target: TargetID, _ work: Work) throws {
        switch work {
        case .finished(let product): try finish(target, product)
        case .one(let step): enqueue(target, [{ _ in .work(try step()) }])
        case .pieces(let pieces, let then):
            running[target]?.then = then
            enqueue(target, pieces.map { piece in { _ in try piece() } })
            if pieces.isEmpty { enqueue(target, [{ _ in .work(try then([])) }]) }
        }
    }

    mutating func enqueue(_ target: TargetID, _ pieces: [Step]) {
        running[target]?.pieces = Array(repeating: nil, count: pieces.count)
        // What is begun is finished first: its bytes are warm, and its temporaries go.
        queue.insert(
            contentsOf: pieces.enumerated().map { Assignment(purpose: .piece(target, $0), work: $1) }, at: 0)
    }
}

/// The numbers of the workers that have nothing to do: one that is given back is taken again before a higher one.
private struct FreeWorkers {
    private var isBusy: [Bool] = []

    mutating func take() -> Int {
        let worker = isBusy.firstIndex(of: false) ?? isBusy.count
        if worker == isBusy.count { isBusy.append(true) } else { isBusy[worker] = true }
        return worker
    }

    mutating func giveBack(_ worker: Int) { isBusy[worker] = false }
}
