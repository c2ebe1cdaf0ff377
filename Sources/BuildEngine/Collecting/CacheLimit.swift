internal import BuildGraph
internal import BuildStore
internal import TargetDescription

// How much may be kept of earlier builds, and whether that is enough to be of use.

extension ResolvedProduction {
    /// What the description says, or 20 GiB. It is part of no key: it changes what is kept, and nothing that is
    /// made.
    package var cacheLimit: ByteSize { statedCacheLimit ?? ByteSize(bytes: 20 << 30) }

    var statedCacheLimit: ByteSize? {
        guard recipe.isGiven("cacheLimit") else { return nil }
        return ByteSize(bytes: recipe.bytes("cacheLimit"))
    }
}

extension Scope {
    /// The size of one full build: of all outputs, as they are in place now. After an edit that touches all of
    /// them, this is what has to be kept for taking it back.
    private var fullBuildSize: ByteSize {
        let paths = production.targets.compactMap(\.output) + proven.compactMap { $0.output?.path }
        return ByteSize(bytes: paths.reduce(0) { $0 + ((try? FileIdentity(path: $1))?.size ?? 0) })
    }

    /// What there is to say about a limit that makes the cache useless.
    package func warning(about limit: ByteSize) -> String? {
        let full = fullBuildSize
        guard limit < full else { return nil }
        return
            "the limit of the cache, \(limit.text), is below one full build, \(full.text): not everything that an edit replaces can be kept for taking it back; raise cacheLimit in the manifest, or --cache-limit"
    }
}

extension Recipe {
    /// A size, in bytes.
    fileprivate func bytes(_ name: String) -> Int64 {
        guard case .quantity(let amount, let unit) = self[name], let factor = unit.bytes else {
            preconditionFailure("BUG: parameter '\(name)' of '\(rule.name)' is no size: \(self[name])")
        }
        return Int64((amount * factor).rounded())
    }
}
