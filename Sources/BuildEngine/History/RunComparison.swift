package import BuildGraph
package import BuildStore

/// What differs between two runs: of each target that is not as it was, what it is made by, what its gates ask for
/// and found, and how it came out.
package struct RunComparison: Sendable {
    package let targets: [TargetDifference]

    package init(from first: RunRecord, to last: RunRecord, store: StateStore) {
        let (old, new) = (store.members(at: first.number), store.members(at: last.number))
        let (earlier, later) = (min(first.number, last.number), max(first.number, last.number))
        // What a target was like changes only in runs that had to do with it; a failure is of its run alone. One that
        // came and went in between is no difference.
        let touched = Set(store.targetsTouched(after: earlier, upTo: later))
            .union(store.targetsFailed(in: first.number)).intersection(old.union(new))
            .union(old.symmetricDifference(new))
        targets = touched.sorted().compactMap { name in
            let (before, after) = (
                store.entry(of: name, asOf: first.number), store.entry(of: name, asOf: last.number)
            )
            if !old.contains(name) { return TargetDifference(name, .came, nil, after) }
            if !new.contains(name) { return TargetDifference(name, .went, before, nil) }
            let difference = TargetDifference(name, .changed, before, after)
            return difference.isEmpty ? nil : difference
        }
    }
}

/// What differs in one target.
package struct TargetDifference: Sendable {
    package enum Kind: String, Sendable {
        /// It was not there before.
        case came
        /// It is not there any more.
        case went
        case changed
    }

    package let name: String
    package let kind: Kind
    package let before: RunTarget?
    package let after: RunTarget?
    /// What differs in what it is made by, in the words of `why`.
    package let parameters: [Reason]
    package let gates: [GateDifference]

    fileprivate init(_ name: String, _ kind: Kind, _ before: RunTarget?, _ after: RunTarget?) {
        self.name = name
        self.kind = kind
        self.before = before
        self.after = after
        guard let before, let after else {
            (parameters, gates) = ([], [])
            return
        }
        parameters = Reason.differences(from: before.components, to: after.components)
        // What came to nothing before its gates says nothing of them.
        let areJudged = !before.verdicts.isEmpty && !after.verdicts.isEmpty
        gates = areJudged ? GateDifference.all(from: before.verdicts, to: after.verdicts) : []
    }

    /// The failure that one of the two has, and the other has not.
    package var problem: (before: String?, after: String?)? {
        before?.problem == after?.problem ? nil : (before?.problem, after?.problem)
    }

    /// Whether the same parts gave other bytes.
    package var hasOtherBytes: Bool {
        guard let old = before?.output, let new = after?.output else { return false }
        return old != new && parameters.isEmpty
    }

    fileprivate var isEmpty: Bool {
        parameters.isEmpty && gates.isEmpty && problem == nil && !hasOtherBytes
            && (before == nil) == (after == nil)
    }
}

/// What differs in what a gate asked for and found.
package struct GateDifference: Sendable {
    /// The gate; where a target has several of one name, with its number.
    package let gate: String
    package let before: StoredVerdict?
    package let after: StoredVerdict?

    fileprivate static func all(from old: [StoredVerdict], to new: [StoredVerdict]) -> [GateDifference] {
        let (before, after) = (numbered(old), numbered(new))
        let names =
            after.map(\.name) + before.map(\.name).filter { name in !after.contains { $0.name == name } }
        return names.compactMap { name in
            let (old, new) = (
                before.first { $0.name == name }?.verdict, after.first { $0.name == name }?.verdict
            )
            return old == new ? nil : GateDifference(gate: name, before: old, after: new)
        }
    }

    private static func numbered(_ verdicts: [StoredVerdict]) -> [(name: String, verdict: StoredVerdict)] {
        var seen: [String: Int] = [:]
        return verdicts.map { verdict in
            let count = seen[verdict.gate, default: 0]
            seen[verdict.gate] = count + 1
            return (count == 0 ? verdict.gate : "\(verdict.gate)[\(count)]", verdict)
        }
    }
}
