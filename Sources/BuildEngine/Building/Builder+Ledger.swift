internal import BuildGraph
internal import BuildStore

// The ledger of a run: what the next one need not look at.

extension Builder {
    /// Before anything is recorded that the ledger does not speak of, it goes: whoever finds one can rely on
    /// the records being those that it was made from, or later ones of the same description.
    func removeStaleLedger() throws(StoreError) {
        if scope.isWhole { try Ledger.remove() }
    }

    /// After a run in which everything came out well: the whole ledger, or newer versions of the files in it.
    ///
    /// That a ledger could not be written costs time, and nothing else.
    func keepLedger() {
        if let proof = scope.proof {
            guard proof.isWorn else { return }
            try? proof.ledger.updated(with: versions).keep()
        } else if scope.asked.isEmpty {
            try? ledger()?.keep()
        }
    }

    /// The versions of all files that were looked at.
    private var versions: [String: FileDigest] {
        var versions: [String: FileDigest] = [:]
        for declaration in production.graph.declarations {
            for path in declaration.files + [declaration.output].compactMap(\.self) {
                versions[path] = index[path]
            }
        }
        return versions
    }

    /// Nil where some output's version is not known: there is nothing to prove it by.
    private func ledger() -> Ledger? {
        let graph = production.graph
        var draft = LedgerDraft(
            circumstances: scope.circumstances, source: scope.source,
            head: PackedRecipe.bytes(of: production.recipe.with(targets: [])))
        // What a target is made from comes before it, so that one sweep finds out what is in question.
        var numbers = [Int](repeating: 0, count: graph.declarations.count)
        for (number, id) in graph.order.enumerated() {
            numbers[id.index] = number
            let target = production[id]
            var output: (path: String, file: FileDigest)?
            if let path = target.output {
                guard let file = index[path] else { return nil }
                output = (path, file)
            }
            draft.add(
                target.name, kind: target.kind.number,
                inputs: graph.inputs[id.index].map { numbers[$0.index] },
                files: graph[id].files.map { ($0, index[$0]) }, output: output,
                body: PackedRecipe.bytes(of: target.recipe))
        }
        return draft.sealed()
    }
}

extension TargetKind {
    fileprivate var number: Int {
        guard let number = Self.allCases.firstIndex(of: self) else {
            preconditionFailure("BUG: \(self) is no kind of target")
        }
        return number
    }
}
