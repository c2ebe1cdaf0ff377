internal import ArgumentParser
internal import BuildEngine
internal import BuildGraph
internal import BuildStore

/// `bounce gc`: away with what is kept of earlier builds and is longest unused.
struct Gc: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gc",
        abstract: "Remove what is kept of earlier builds, the longest unused first.",
        discussion: """
            What the manifest's targets would be restored from, and what the last good run left, stays, however \
            little room there is. Builds do this by themselves when there is too much: see --cache-limit.
            """)

    @Option(
        help: ArgumentHelp(
            "How much may stay, such as 20GiB. Default: the manifest's cacheLimit, or 20GiB.",
            valueName: "size"), transform: ByteSize.init(argument:))
    var maxSize: ByteSize?

    @Option(
        help: ArgumentHelp(
            "Remove also what was not in use for so long: 30d, 12h, 10min, 30s.", valueName: "time"),
        transform: Age.init(argument:))
    var olderThan: Age?

    @Flag(name: [.customShort("n"), .long], help: "Say what would go, and remove nothing.")
    var dryRun = false

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var waiting: LockOptions

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try common.enter()
        let description = try await common.source.read(mayKeep: false)
        if dryRun { return try report(eviction(description, common.openForReading())) }
        let lock = try waiting.take()
        let store = try openForWriting(lock)
        let found = try eviction(description, store)
        try found.eviction.carryOut(store, under: lock)
        report(found)
    }

    private func openForWriting(_ lock: borrowing BuildLock) throws(BuildError) -> StateStore {
        do {
            return try StateStore(writing: lock)
        } catch {
            throw .store(error)
        }
    }

    /// What is to go, and of what production.
    private typealias Found = (eviction: Eviction, scope: Scope)

    private func eviction(_ description: ReadDescription, _ store: StateStore) throws(BuildError) -> Found {
        let scope = try common.source.wholeScope(description, of: [], store)
        let pins = Pins(try Assessment(scope, store: store), manifest: common.source.keptPath)
        let limits = CacheLimits(
            size: limit(scope), notBefore: olderThan.map { fileClock() - $0.nanoseconds })
        return (Eviction(CacheInventory.files(), limits, isPinned: pins.contains), scope)
    }

    private func limit(_ scope: Scope) -> ByteSize { maxSize ?? scope.production.cacheLimit }

    private func report(_ found: Found) {
        let eviction = found.eviction
        let limit = limit(found.scope)
        if json { return Terminal.say(JSON.line(GcDocument(eviction, limit, isDone: !dryRun))) }
        if dryRun || common.verbose {
            for file in eviction.removed {
                let size = ByteSize(bytes: file.size).text
                Terminal.say("\(file.path)  \(size), last in use \(Moment(file.lastUse).local)")
            }
        }
        guard !common.quiet else { return }
        let count = eviction.removed.count
        let verb = dryRun ? "would free" : "freed"
        let freed =
            count == 0
            ? "nothing to remove" : "\(verb) \(eviction.removedSize.text) in \(counted(count, "file"))"
        let kept = eviction.kept.count
        let stay = dryRun ? "would stay" : kept == 1 ? "stays" : "stay"
        Terminal.say(
            "\(freed); \(eviction.keptSize.text) in \(counted(kept, "file")) \(stay), \(eviction.pinnedSize.text) of it in use"
        )
        if eviction.keptSize > limit {
            Terminal.say("note: what is in use is more than \(limit.text), and stays")
        }
        // What is asked for once is no limit to live with.
        guard maxSize == nil, let warning = found.scope.warning(about: limit) else { return }
        Terminal.say("note: \(warning)")
    }
}

/// `gc --json`, schema 1.
private struct GcDocument: Encodable {
    let schema = 1
    let done: Bool
    let limit: Int64
    let freed: Int64
    let kept: Int64
    let inUse: Int64
    let removed: [Entry]

    struct Entry: Encodable {
        let path: String
        let bytes: Int64
        let lastUse: String
    }

    init(_ eviction: Eviction, _ limit: ByteSize, isDone: Bool) {
        done = isDone
        self.limit = limit.bytes
        freed = eviction.removedSize.bytes
        kept = eviction.keptSize.bytes
        inUse = eviction.pinnedSize.bytes
        removed = eviction.removed.map {
            Entry(path: $0.path, bytes: $0.size, lastUse: Moment($0.lastUse).utc)
        }
    }
}
