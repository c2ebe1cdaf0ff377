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
    mutating func keepLedger() {
        let isWanted = scope.proof?.isWorn ?? scope.asked.isEmpty
        guard isWanted, lookAtLibraries() else { return }
        if let proof = scope.proof {
            try? proof.ledger.updated(with: versions).keep()
        } else {
            try? ledger()?.keep()
        }
    }

    /// Finds out of which versions the libraries are that are loaded late. False where the system does not say: then
    /// nothing can be proven by them.
    private mutating func lookAtLibraries() -> Bool {
        for id in production.graph.order {
            guard let libraries = production[id].libraries else { return false }
            for path in libraries where (try? index.digest(of: path)) == nil { return false }
        }
        return true
    }

    /// The versions of all files that were looked at.
    private var versions: [String: FileDigest] {
        var versions: [String: FileDigest] = [:]
        for declaration in production.graph.declarations {
            for path in declaration.files + [declaration.output].compactMap(\.self) {
                versions[path] = index[path]
            }
        }
        for id in production.graph.order {
            for path in production[id].libraries ?? [] { versions[path] = index[path] }
        }
        return versions
    }

    /// Nil where some output's version, or what made it, is not known: there is nothing to prove it by.
    private func ledger() -> Ledger? {
        let graph = production.graph
        var draft = LedgerDraft(
            circumstances: scope.circumstances, source: scope.source,
            head: PackedRecipe.bytes(of: production.recipe.with(targets: [])))
        // What a target is made from, or held against, comes before it, so that one sweep finds out what is in question.
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
                inputs: graph.prerequisites[id.index].map { numbers[$0.index] },
                files: (graph[id].files + (target.libraries ?? [])).map { ($0, index[$0]) }, output: output,
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
