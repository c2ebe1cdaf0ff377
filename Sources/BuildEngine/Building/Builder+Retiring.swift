internal import BuildGraph
internal import BuildStore

// Outputs that no target writes any more: a target was renamed or taken out, or its format is another.

extension Builder {
    /// Moves such outputs into the store, so that what lies in `bounces/` is what a clean build would leave;
    /// undoing the edit brings them back. A file that bounce did not make, that was edited since, or that some
    /// target reads, stays.
    mutating func retireOrphans() throws(StoreError) {
        let orphans = try store.orphans(of: production.graph, &index)
        if !orphans.isEmpty { try recorder.begin() }
        for (path, content) in orphans {
            try artifacts.retire(path, content: content, index: &index)
            try store.forget(place: path)
        }
        flushNotes()
        for note in Self.notes(onRetired: orphans.map(\.path)) { emit(.note(note)) }
    }

    /// One line for many: another manifest in the same directory retires all of them.
    private static func notes(onRetired paths: [String]) -> [String] {
        guard paths.count > 3 else {
            return paths.map { "\($0) is no target's output any more: it is kept in \(Workspace.cache)/" }
        }
        let some = paths.prefix(2).joined(separator: ", ")
        return [
            "\(paths.count) outputs, \(some) and others, are no target's any more: they are kept in \(Workspace.cache)/"
        ]
    }
}

extension Assessment {
    /// The outputs that a build would put away.
    package func orphans() throws(BuildError) -> [String] {
        guard scope.isWhole else { return [] }
        var index = index
        do {
            return try store.orphans(of: production.graph, &index).map(\.path)
        } catch {
            throw .store(error)
        }
    }
}

extension StateStore {
    fileprivate func orphans(
        of graph: Graph, _ index: inout FileIndex
    ) throws(StoreError) -> [(path: String, content: Digest)] {
        let declarations = graph.declarations
        // A file system may fold case: what is one file anywhere counts as one.
        let current = Set(
            (declarations.compactMap(\.output) + declarations.flatMap(\.files)).map(Graph.folded))
        let candidates = try places().filter { !current.contains(Graph.folded($0)) }
        guard !candidates.isEmpty else { return [] }
        // However a target names a file that it reads.
        let read = Set(declarations.flatMap(\.files).compactMap { try? FileIdentity(path: $0)?.inode })
        var orphans: [(path: String, content: Digest)] = []
        for path in candidates.sorted() {
            guard let identity = try? FileIdentity(path: path), !read.contains(identity.inode),
                let content = try? index.digest(of: path), made(content)
            else { continue }
            orphans.append((path, content))
        }
        return orphans
    }
}
