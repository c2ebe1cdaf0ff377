internal import ArgumentParser
internal import BuildEngine

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// `bounce serve`: the live page. Another program serves it, so that bounce itself stays small; this one becomes it.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the page of the production on this machine, live, until Ctrl-C.")

    @Option(help: ArgumentHelp("The port on 127.0.0.1. Default: what bounce-serve takes.", valueName: "n"))
    var port: Int?

    @OptionGroup var common: CommonOptions

    func run() throws {
        try common.enter()
        let program = try Self.program()
        let arguments = [program] + Self.arguments(common, port: port)
        var pointers = arguments.map { strdup($0) } + [nil]
        execv(program, &pointers)
        throw BuildError.missingTool("cannot start \(program): \(String(cString: strerror(errno)))")
    }

    static func program() throws(BuildError) -> String { try OwnProgram.beside("bounce-serve") }

    /// What it is started with, in the directory of the production.
    static func arguments(_ common: CommonOptions, port: Int?) -> [String] {
        ["--bounce", OwnProgram.path] + (common.file.map { ["-f", $0] } ?? [])
            + (port.map { ["--port", "\($0)"] } ?? [])
    }
}
