package import BuildGraph
package import BuildStore

/// What is known before a run: what is to be looked at, the records of earlier runs, the files on disk. `status`, `why`,
/// a dry run and a build all start here.
package struct Assessment {
    package let scope: Scope
    let store: StateStore
    let snapshot: StateStore.Snapshot
    package let plan: Plan
    /// The contents of files, as far as they had to be known.
    var index: FileIndex

    package var production: ResolvedProduction { scope.production }

    /// - Parameter options: How the run is to differ from the usual; the targets asked for are the scope's.
    package init(
        _ scope: Scope, store: StateStore, options: Plan.Options = Plan.Options()
    ) throws(BuildError) {
        let production = scope.production
        var options = options
        options.roots = try Self.roots(scope.asked, in: production.graph)
        self.scope = scope
        self.store = store
        try Self.refuseHiddenOutputs(production.graph)
        do {
            let snapshot = try store.snapshot(of: scope.isWhole ? nil : production.graph.part)
            var index = FileIndex(snapshot.files)
            let histories = try Self.histories(production.graph, snapshot, &index)
            let files = try Self.files(production.graph, &index)
            plan = Plan(
                graph: production.graph,
                memory: Memory(
                    histories: histories, files: files, digest: { Digest(of: $0) },
                    isKept: { Artifacts.keptPath($0, failures: snapshot.failedOutputs) != nil },
                    output: { store.output(ofKey: $0) },
                    components: { store.components(of: production.graph[$0].name) },
                    gates: { store.gates(of: production.graph[$0].name) }),
                options: options)
            self.snapshot = snapshot
            self.index = index
        } catch {
            throw .store(error)
        }
    }

    /// The targets of these names; nil for all of them.
    package static func roots(_ names: [String], in graph: Graph) throws(BuildError) -> [TargetID]? {
        guard !names.isEmpty else { return nil }
        var ids: [TargetID] = []
        for name in names {
            do {
                ids.append(try graph.find(name))
            } catch {
                throw .usage(error.message)
            }
        }
        return ids
    }

    private static func histories(
        _ graph: Graph, _ snapshot: StateStore.Snapshot, _ index: inout FileIndex
    ) throws(StoreError) -> [History] {
        var histories: [History] = []
        histories.reserveCapacity(graph.declarations.count)
        for declaration in graph.declarations {
            let record = snapshot.records[declaration.name]
            histories.append(
                History(
                    record: record, failure: snapshot.failures[declaration.name],
                    output: try state(of: declaration.output, record, &index),
                    wasInterrupted: snapshot.interrupted.contains(declaration.name)))
        }
        return histories
    }

    private static func state(
        of output: String?, _ record: Record?, _ index: inout FileIndex
    ) throws(StoreError) -> OutputState {
        guard let output else { return .missing }
        do {
            guard let content = try index.digest(of: output) else { return .missing }
            return content == record?.output ? .intact : .modified
        } catch .notAFile {
            return .modified
        }
    }

    private static func files(_ graph: Graph, _ index: inout FileIndex) throws(StoreError) -> [String: Digest]
    {
        var files: [String: Digest] = [:]
        for path in graph.declarations.flatMap(\.files) where files[path] == nil {
            do {
                files[path] = try index.digest(of: path)
            } catch .notAFile {
                // The target that reads it will say so.
                continue
            }
        }
        return files
    }

    /// A link or an absolute path that leads to an output would hide what depends on what.
    private static func refuseHiddenOutputs(_ graph: Graph) throws(BuildError) {
        let files = graph.declarations.flatMap { declaration in declaration.files.map { (declaration, $0) } }
        guard !files.isEmpty, let outputs = resolvedPath(Workspace.outputs) else { return }
        let names = Set(graph.declarations.compactMap { $0.output?.dropFirst(Workspace.outputs.count) })
        for (declaration, file) in files {
            guard let resolved = resolvedPath(file), resolved.hasPrefix(outputs + "/"),
                names.contains(resolved.dropFirst(outputs.count))
            else { continue }
            throw .usage(
                "'\(declaration.name)' reads the file \(file), which leads to another target's output: make it a .process of that target"
            )
        }
    }
}

extension Graph {
    /// Its targets and their files, as the store knows them.
    fileprivate var part: StateStore.Part {
        StateStore.Part(
            names: declarations.map(\.name),
            paths: declarations.flatMap { [$0.output].compactMap(\.self) + $0.files })
    }
}
