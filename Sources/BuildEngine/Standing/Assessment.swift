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
            let (files, obstacles) = try Self.files(production.graph, &index)
            plan = Plan(
                graph: production.graph,
                memory: Memory(
                    histories: histories, files: files, obstacles: obstacles, digest: { Digest(of: $0) },
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
            let (output, content) = try state(of: declaration.output, record, &index)
            histories.append(
                History(
                    record: record, failure: snapshot.failures[declaration.name], output: output,
                    content: content,
                    wasInterrupted: snapshot.interrupted.contains(declaration.name)))
        }
        return histories
    }

    private static func state(
        of output: String?, _ record: Record?, _ index: inout FileIndex
    ) throws(StoreError) -> (OutputState, Digest?) {
        guard let output else { return (.missing, nil) }
        do {
            guard let content = try index.digest(of: output) else { return (.missing, nil) }
            return (content == record?.output ? .intact : .modified, content)
        } catch .notAFile {
            return (.modified, nil)
        }
    }

    /// The contents of the files that targets read, and what is in the place of those that are none.
    private static func files(
        _ graph: Graph, _ index: inout FileIndex
    ) throws(StoreError) -> (contents: [String: Digest], obstacles: [String: String]) {
        var files: [String: Digest] = [:]
        var obstacles: [String: String] = [:]
        for path in graph.declarations.flatMap(\.files) where files[path] == nil {
            do {
                files[path] = try index.digest(of: path)
            } catch .notAFile(_, let kind) {
                // The target that reads it will say so.
                obstacles[path] = kind.words
            }
        }
        return (files, obstacles)
    }

    /// A link or an absolute path that leads to an output would hide what depends on what.
    private static func refuseHiddenOutputs(_ graph: Graph) throws(BuildError) {
        let files = graph.declarations.flatMap { declaration in declaration.files.map { (declaration, $0) } }
        guard !files.isEmpty, let outputs = destination(of: Workspace.outputs) else { return }
        let names = Set(graph.declarations.compactMap { $0.output?.dropFirst(Workspace.outputs.count) })
        for (declaration, file) in files {
            guard let resolved = destination(of: file), resolved.hasPrefix(outputs + "/"),
                names.contains(resolved.dropFirst(outputs.count))
            else { continue }
            throw .usage(
                "'\(declaration.name)' reads the file \(file), which leads to another target's output: make it a .process of that target"
            )
        }
    }
}

/// Where a path leads, all links followed, whether or not there is something at its end yet: a file that another
/// target is about to write is that target's output already.
private func destination(of path: String) -> String? {
    if let resolved = resolvedPath(path) { return resolved }
    guard let slash = path.lastIndex(of: "/") else { return resolvedPath(".").map { "\($0)/\(path)" } }
    let name = path[path.index(after: slash)...]
    guard !name.isEmpty, slash != path.startIndex else { return nil }
    return destination(of: String(path[..<slash])).map { "\($0)/\(name)" }
}

extension Graph {
    /// Its targets and their files, as the store knows them.
    fileprivate var part: StateStore.Part {
        StateStore.Part(
            names: declarations.map(\.name),
            paths: declarations.flatMap { [$0.output].compactMap(\.self) + $0.files })
    }
}
