package import BuildGraph
package import BuildStore
internal import TargetDescription

/// What a command has to look at: a production, or the part of it that nothing proves to be up to date.
package struct Scope: Sendable {
    package let production: ResolvedProduction
    /// The targets asked for, by their names; none for all.
    let asked: [String]
    /// What proves that the rest is up to date; nil where all is looked at.
    let proof: Proof?
    /// The file of the description, and the version of it that was read.
    let source: (path: String, file: FileDigest)
    /// What a ledger is to hold under.
    let circumstances: Digest

    /// The ledger of the last build, and the targets that it speaks for.
    struct Proof: Sendable {
        let ledger: Ledger
        /// Whether a target is part of what was asked for.
        let selection: [Bool]
        /// Whether it was found up to date without a look at its record.
        let proven: [Bool]
        /// How many are.
        let count: Int
        /// Whether so many were in question that the next run does better with newer versions of their files.
        let isWorn: Bool
    }

    package var isWhole: Bool { proof == nil }

    /// The targets that were found up to date at a glance, and are not in `production`.
    package var provenCount: Int { proof?.count ?? 0 }

    /// Whether some of them have nothing to look at.
    var hasAbsentFiles: Bool { proof?.ledger.hasAbsentFiles ?? false }

    /// The targets found up to date at a glance, inputs first.
    package var proven: some Sequence<ProvenTarget> {
        let proof = proof
        return (0..<(proof?.ledger.count ?? 0)).lazy.filter { proof?.proven[$0] ?? false }
            .compactMap { number in proof.map { ProvenTarget(ledger: $0.ledger, number: number) } }
    }
}

/// A target that a ledger proves to be up to date.
package struct ProvenTarget {
    let ledger: Ledger
    let number: Int

    package var name: String { ledger.name(of: number) }

    package var kind: TargetKind { TargetKind.allCases[ledger.kind(of: number)] }

    package var output: (path: String, content: Digest)? { ledger.output(of: number) }

    /// The optional files that do not exist.
    var absentFiles: [String] { ledger.absentFiles(of: number) }

    /// The names of the targets that it is made from.
    package var inputs: [String] { ledger.inputs(of: number).map(ledger.name) }
}

extension DescriptionSource {
    /// Whether there is a ledger, whatever it is worth.
    package static var mayBeProven: Bool { Ledger.exists }

    /// The whole production, every target looked at.
    package func wholeScope(
        _ description: ReadDescription, of targets: [String], _ store: StateStore
    ) throws(BuildError) -> Scope {
        Scope(
            production: description.production, asked: targets, proof: nil,
            source: (file, description.version), circumstances: try circumstances(store))
    }

    /// What the ledger of the last build leaves in question; nil where there is none for this description, or
    /// where it leaves too much: then the whole production is looked at.
    package func provenScope(of targets: [String], _ store: StateStore) throws(BuildError) -> Scope? {
        guard Ledger.exists, BootIdentity.current.isKnown else { return nil }
        let circumstances = try circumstances(store)
        guard let ledger = Ledger(circumstances: circumstances), let version = version(stillOf: ledger),
            let asked = targets.isEmpty ? Array(repeating: true, count: ledger.count) : ledger.find(targets)
        else { return nil }
        let selection = targets.isEmpty ? asked : ledger.closure(of: asked)
        let questioned = ledger.questioned(among: selection, because: store.interrupted())
        let rest = ledger.closure(of: questioned)
        let restCount = rest.count { $0 }
        guard restCount <= 8 || restCount * 2 < ledger.count,
            let production = ResolvedProduction(ledger, rest), !production.readsFromOutputs
        else { return nil }
        let proven = zip(selection, rest).map { $0 && !$1 }
        return Scope(
            production: production, asked: [],
            proof: Scope.Proof(
                ledger: ledger, selection: selection, proven: proven, count: proven.count { $0 },
                isWorn: questioned.count { $0 } * 100 >= ledger.count),
            source: (file, version), circumstances: circumstances)
    }

    /// The description's version, if it is the one that the ledger was made from: by its stat, or by its content.
    private func version(stillOf ledger: Ledger) -> FileDigest? {
        guard ledger.source.path == file, let known = ledger.source.file,
            let identity = try? FileIdentity(path: file)
        else { return nil }
        if known.isProven(by: identity) { return known }
        guard let read = try? FileDigest.read(file), read.digest == known.digest else { return nil }
        return read
    }
}

extension ResolvedProduction {
    /// The part of a production that a ledger does not prove; nil for a ledger that holds no production.
    fileprivate init?(_ ledger: Ledger, _ isPart: [Bool]) {
        guard let head = PackedRecipe.recipe(from: ledger.head) else { return nil }
        var targets: [Recipe] = []
        for number in isPart.indices where isPart[number] {
            guard let target = PackedRecipe.recipe(from: ledger.body(of: number)) else { return nil }
            targets.append(target)
        }
        try? self.init(head.with(targets: targets))
    }

    /// Whether a file of some target leads to where outputs are. Which of them it hides can only be told with
    /// all targets at hand.
    fileprivate var readsFromOutputs: Bool {
        guard let outputs = resolvedPath(Workspace.outputs) else { return false }
        return graph.declarations.contains { declaration in
            declaration.files.contains { resolvedPath($0)?.hasPrefix(outputs + "/") ?? false }
        }
    }
}

extension Recipe {
    /// The same production with other targets.
    func with(targets: [Recipe]) -> Recipe {
        let values = zip(rule.parameters, self.values).map { parameter, value in
            parameter.name == "targets" ? .recipes(targets) : value
        }
        return Recipe(rule, values, line: line)
    }
}
