internal import BuildGraph
internal import BuildStore

// What is kept of earlier builds stays within its limit without anybody's asking.

extension Builder {
    /// A day, in nanoseconds: the count that builds keep goes wrong when one is killed, or somebody removes kept
    /// files by hand, and is made anew after that time.
    private static let day: Int64 = 86_400 * 1_000_000_000

    /// After a build that put something into the store: counts, and removes what is longest unused when it is too
    /// much. A build that found nothing to do does not get here.
    mutating func keepWithinLimit(under lock: borrowing BuildLock) async throws(StoreError) {
        guard artifacts.keptGrowth != 0 || artifacts.hasKept else { return }
        let size = try countGrowth()
        guard summary.exit == .ok, artifacts.hasKept, !cancellation.isCancelled else { return }
        let stated = options.cacheLimit ?? production.statedCacheLimit
        let limit = stated ?? production.cacheLimit
        if let size, size.bytes <= limit.bytes {
            // The usual limit is far above most productions: only what somebody chose is looked at every time.
            if stated != nil, let warning = scope.warning(about: limit) { emit(.note(warning)) }
            return
        }
        if let warning = scope.warning(about: limit) { emit(.note(warning)) }
        do throws(BuildError) {
            try await collect(limit, under: lock)
        } catch .store(let error) {
            throw error
        } catch {
            // The description stands no longer, for a file that came to be. The next build says so, too.
            emit(.note(error.message))
        }
    }

    /// Adds what this run put there to what is known to be kept; nil where that has to be counted.
    private func countGrowth() throws(StoreError) -> KeptSize? {
        guard var size = store.keptSize, fileClock() - size.counted < Self.day, size.counted <= fileClock()
        else { return nil }
        size.bytes = max(0, size.bytes + artifacts.keptGrowth)
        try store.remember(size)
        return size
    }

    private func collect(_ limit: ByteSize, under lock: borrowing BuildLock) async throws(BuildError) {
        let files = CacheInventory.files()
        let size = files.reduce(0) { $0 + $1.size }
        // Most counts find that there is room: what is pinned is not worth finding out then.
        guard size > limit.bytes else { return try note(size) }
        let source = DescriptionSource(file: scope.source.path)
        // Somebody is editing: what is in use is for the next build to find out.
        guard source.digest == scope.source.file.digest else { return }
        let whole = try source.wholeScope(await source.read(mayKeep: false), of: [], store)
        let pins = Pins(try Assessment(whole, store: store), manifest: source.keptPath)
        let eviction = Eviction(files, CacheLimits(size: limit), isPinned: pins.contains)
        try eviction.carryOut(store, under: lock)
        guard !eviction.removed.isEmpty else { return }
        emit(
            .note(
                "removed \(eviction.removed.count) of the files kept of earlier builds, \(eviction.removedSize.text), to stay within \(limit.text)"
            ))
    }

    private func note(_ size: Int64) throws(BuildError) {
        do {
            try store.remember(KeptSize(bytes: size, counted: fileClock()))
        } catch {
            throw .store(error)
        }
    }
}
