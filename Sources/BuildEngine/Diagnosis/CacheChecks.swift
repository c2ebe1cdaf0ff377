internal import BuildStore

/// What is kept of earlier builds, at a glance: `bounce fsck` reads it all.
package struct CacheChecks {
    private let source: DescriptionSource

    package init(of source: DescriptionSource) { self.source = source }

    package func all() -> [Check] {
        guard FileKind(at: Workspace.cache) != nil else {
            return [Check("cache", "records", .ok, "none yet: the first build makes them")]
        }
        return [records, size, leftovers].compactMap(\.self)
    }

    private var records: Check {
        let advice = "run bounce: it sets them aside, and recognises what is there; `bounce fsck` says more"
        if StateStore.isBeyondUse {
            return Check(
                "cache", "records", .warning, "\(Workspace.database) is damaged, or of another version",
                advice: advice)
        }
        do {
            let newest = try StateStore(reading: ()).runs(newest: 1).first
            let runs = newest.map { "run \($0.number) is the newest" } ?? "no run is recorded"
            return Check("cache", "records", .ok, runs)
        } catch {
            return Check("cache", "records", .warning, error.message, advice: advice)
        }
    }

    private var size: Check {
        let files = CacheInventory.files()
        let bytes = ByteSize(bytes: files.reduce(0) { $0 + $1.size })
        let limit = limit
        return Check(
            "cache", "size", limit < bytes ? .warning : .ok,
            "\(bytes.text) in \(files.count) files, of \(limit.text) that may be kept",
            advice:
                "`bounce gc` removes what is longest unused; the next build that ends well does it as well")
    }

    /// The manifest's, where it is known without compiling it.
    private var limit: ByteSize {
        guard let path = source.keptPath, let bytes = try? DescriptionSource.kept(path),
            let recipe = try? DescriptionDecoder.decode(bytes),
            let production = try? ResolvedProduction(recipe)
        else { return ByteSize(bytes: 20 << 30) }
        return production.cacheLimit
    }

    private var leftovers: Check? {
        let damaged = names(inDirectory: Workspace.quarantine).count
        guard damaged > 0 else { return nil }
        return Check(
            "cache", "quarantine", .warning,
            "\(damaged) kept files turned out to be damaged and were set aside",
            advice: "look at the disk; `bounce gc` removes them")
    }
}
