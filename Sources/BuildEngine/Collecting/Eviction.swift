internal import BuildGraph
package import BuildStore

/// What may stay: a limit of size, a limit of age, and what must not go.
package struct CacheLimits: Sendable {
    /// How much may be kept.
    package var size: ByteSize
    /// What was last in use before this moment goes, in nanoseconds since 1970; nil for no such limit.
    package var notBefore: Int64?

    package init(size: ByteSize, notBefore: Int64? = nil) {
        self.size = size
        self.notBefore = notBefore
    }
}

/// What is to go and what is to stay, decided from what is there: the files, and which of them are pinned.
package struct Eviction: Sendable {
    /// In the order in which they go: the longest unused first.
    package private(set) var removed: [KeptFile] = []
    package private(set) var kept: [KeptFile] = []
    /// How much of what stays is pinned.
    package private(set) var pinnedSize = ByteSize(bytes: 0)

    package init(_ files: [KeptFile], _ limits: CacheLimits, isPinned: (KeptFile) -> Bool) {
        var total = files.reduce(0) { $0 + $1.size }
        let oldestFirst = files.sorted {
            ($0.lastUse, $0.modified, $0.path) < ($1.lastUse, $1.modified, $1.path)
        }
        for file in oldestFirst {
            let isPinned = isPinned(file)
            let isOld = limits.notBefore.map { file.lastUse < $0 } ?? false
            // Under the lock, a temporary is nobody's.
            let goes = file.kind == .temporary || isOld || total > limits.size.bytes
            if goes, !isPinned {
                removed.append(file)
                total -= file.size
            } else {
                kept.append(file)
                if isPinned { pinnedSize = ByteSize(bytes: pinnedSize.bytes + file.size) }
            }
        }
    }

    package var removedSize: ByteSize { ByteSize(bytes: removed.reduce(0) { $0 + $1.size }) }
    package var keptSize: ByteSize { ByteSize(bytes: kept.reduce(0) { $0 + $1.size }) }

    /// Does it, under the lock. A kill at any moment leaves records of bytes that are not there, which is what
    /// the next look finds: they are rendered again.
    package func carryOut(_ store: StateStore, under lock: borrowing BuildLock) throws(BuildError) {
        do {
            for file in removed { try CacheInventory.remove(file, under: lock) }
            CacheInventory.removeEmptyShelves(under: lock)
            let contents = removed.compactMap {
                if case .object(let digest) = $0.kind { digest } else { nil }
            }
            let inPlace = Set(try store.snapshot().records.values.map(\.output))
            try store.forget(
                paths: removed.map(\.path), contents: contents.filter { !inPlace.contains($0) })
            try store.remember(KeptSize(bytes: keptSize.bytes, counted: fileClock()))
        } catch {
            throw .store(error)
        }
    }
}
