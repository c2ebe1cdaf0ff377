internal import ArgumentParser
internal import BuildEngine
internal import BuildStore

/// `bounce clean`: away with what can be rendered again.
struct Clean: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean",
        abstract: "Remove the outputs of all targets, or all of the cache.",
        discussion: """
            Without an option, the files under bounces/ that bounce made for the manifest's targets are removed; \
            they are rendered again by the next build. What was edited since, and other files there, stay. With \
            --cache, the records and kept files of earlier builds go too.
            """)

    @Flag(help: "Remove also what is kept of earlier builds (cache/).")
    var cache = false

    @OptionGroup var waiting: LockOptions

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try common.enter()
        let production = try await common.production(mayKeep: false)
        let lock = try waiting.take()
        do throws(StoreError) {
            let store = try StateStore(reading: ())
            for output in production.targets.compactMap(\.output) { try remove(output, store) }
            if cache { try Workspace.clean(under: lock) }
        } catch {
            throw BuildError.store(error)
        }
        if !common.quiet { Terminal.say(cache ? "removed the outputs and the cache" : "removed the outputs") }
    }

    /// Removes an output that can be rendered again, and leaves one that is somebody's own.
    private func remove(_ output: String, _ store: StateStore) throws(StoreError) {
        do throws(StoreError) {
            guard let content = try FileDigest.read(output)?.digest else { return }
            if store.made(content) { return try removeFile(output) }
        } catch .notAFile {}
        Terminal.say("note: \(output) was not made by bounce, or was edited since: it stays")
    }
}
