internal import ArgumentParser
internal import BuildEngine
internal import TargetDescription

/// `bounce describe`: the manifest as data.
struct Describe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "Print the description as JSON, for bounce -f on a machine without a compiler.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try common.enter()
        let production = try await common.production(mayKeep: false)
        Terminal.say(String(decoding: production.recipe.description(), as: UTF8.self), terminator: "")
    }
}
