internal import ArgumentParser
internal import BuildEngine
internal import BuildGraph
internal import BuildStore
internal import TargetDescription

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What a build is to do: by itself, and as each of those of `watch`.
struct WorkOptions: ParsableArguments {
    @Argument(
        help: "The targets to build, with what they are made from. Default: all.",
        completion: Completing.targets)
    var targets: [String] = []

    @Option(
        name: [.customShort("j", allowingJoined: true), .long],
        help: ArgumentHelp("Pieces of work at a time. Default: one for each processor.", valueName: "n"))
    var jobs: Int?

    @Flag(name: [.customShort("k"), .long], help: "After a failure, go on with what does not depend on it.")
    var keepGoing = false

    func validate() throws {
        if let jobs, !(1...1_024).contains(jobs) {
            throw ValidationError("-j is \(jobs): expected 1 to 1024 pieces of work at a time")
        }
    }
}

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(
        name: .customShort("C"), help: ArgumentHelp("Work in this directory.", valueName: "dir"),
        completion: .directory)
    var directory: String?

    @Option(
        name: .customShort("f"),
        help: ArgumentHelp(
            "The manifest, or a description as JSON (a name that ends in .json). Default: Targets.swift.",
            valueName: "file"),
        completion: Completing.manifests)
    var file: String?

    @Flag(name: [.customShort("q"), .long], help: "Say only what went wrong.")
    var quiet = false

    @Flag(name: [.customShort("v"), .long], help: "Say also what was not touched, and why the rest was.")
    var verbose = false

    @Option(help: ArgumentHelp("Colours: auto, always or never.", valueName: "when"))
    var color = ColorChoice.auto

    /// Goes to the directory of the production.
    func enter() throws(BuildError) {
        Terminal.choose(color)
        guard let directory, chdir(directory) != 0 else { return }
        throw .usage("cannot go to the directory \(directory): \(errorText(errno))")
    }

    /// Where the description comes from.
    var source: DescriptionSource { DescriptionSource(file: file) }

    /// The production, found to be in order.
    func production(mayKeep: Bool) async throws(BuildError) -> ResolvedProduction {
        try await source.read(mayKeep: mayKeep).production
    }

    /// What is known of the production, for a command that only looks.
    func assessment(_ targets: [String]) async throws(BuildError) -> Assessment {
        let store = try openForReading()
        if let scope = try source.provenScope(of: targets, store) {
            return try Assessment(scope, store: store)
        }
        let description = try await source.read(mayKeep: false)
        return try Assessment(source.wholeScope(description, of: targets, store), store: store)
    }

    func openForReading() throws(BuildError) -> StateStore {
        do {
            return try StateStore(reading: ())
        } catch {
            throw .store(error)
        }
    }
}

enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
}
