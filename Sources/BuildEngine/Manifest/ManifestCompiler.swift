internal import BuildGraph
internal import BuildStore
internal import Subprocess

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

/// Turns a manifest into a description: compiles it against the description library and runs it.
///
/// The program that results hands over its description on standard output, which is private to it: the
/// manifest's own `print`s go to standard error. Compiling and running have time limits, and the description
/// a size limit.
struct ManifestCompiler {
    private let toolchain: Toolchain
    /// Whether it may work in the work space; otherwise it leaves no trace there.
    private let mayKeep: Bool

    init(mayKeep: Bool) throws(BuildError) {
        toolchain = try Toolchain()
        self.mayKeep = mayKeep
    }

    /// What the description depends on: the text of the manifest, the library, the compiler. A run without a
    /// change finds its description under this key and starts nothing.
    func key(forManifest content: Digest) -> Digest {
        let library = toolchain.library.files.map { path in
            Component(.tool, path, (try? FileDigest.read(path))?.digest.text ?? Component.missing)
        }
        let components =
            [
                Component(.file, "manifest", content.text),
                Component(.tool, "compiler", toolchain.compilerIdentity),
            ] + library
        return Digest(of: Component.canonicalBytes(of: components))
    }

    /// Compiles and runs.
    func description(of file: String) async throws(BuildError) -> [UInt8] {
        let keeper = try keeper()
        let program = "\(keeper.path)/manifest"
        try await compile(file, to: program, in: keeper.path, group: keeper.group)
        return try await run(program, of: file, group: keeper.group)
    }

    private func compile(
        _ file: String, to program: String, in directory: String, group: pid_t
    ) async throws(BuildError) {
        let library = toolchain.library
        let isInColour =
            isatty(STDERR_FILENO) == 1 && variable("TERM") != "dumb" && (variable("NO_COLOR") ?? "").isEmpty
        let arguments =
            [
                "-swift-version", "6", "-Onone", "-gnone", "-module-name", "Targets",
                // The top-level code becomes a function that the manifest host calls; the host is the main.
                "-Xfrontend", "-entry-point-function-name", "-Xfrontend", "bounce_manifest_main",
                "-I", library.modules, file, library.archive,
            ] + Self.moduleCache(in: directory) + (isInColour ? ["-color-diagnostics"] : []) + [
                "-o", program,
            ]
        let result = try await limited(seconds: Limits.compileSeconds) {
            try await Subprocess.run(
                .path(FilePath(toolchain.compiler)),
                arguments: Arguments(arguments),
                // What the compiler and the linker put aside ends with the rest.
                environment: .inherit.updating(["TMPDIR": directory]), platformOptions: options(group),
                output: .currentStandardError, error: .bytes(limit: Limits.compilerBytes))
        }
        if Interruption.isRequested { throw .interrupted }
        guard let result else {
            throw .badManifest(
                file: file,
                "compiling it took more than \(Limits.compileSeconds) s and was stopped: look for an expression that the compiler cannot solve, and give its parts types"
            )
        }
        let said = result.standardError
        passOn(said)
        guard result.terminationStatus == .exited(0) else {
            throw .notCompiled(
                file: file, CompilerMessage(of: file, in: String(decoding: said, as: UTF8.self)))
        }
    }

    /// The compiler keeps what it has read of C's headers in the user's own directory for such things. Users of a build
    /// machine may have none, or none that they may write: then it is where everything else is for the moment.
    private static func moduleCache(in directory: String) -> [String] {
        let home = variable("HOME") ?? getpwuid(getuid()).map { String(cString: $0.pointee.pw_dir) } ?? ""
        let caches = variable("XDG_CACHE_HOME") ?? "\(home)/.cache"
        var place = "\(caches)/clang/ModuleCache"
        while access(place, F_OK) != 0, let slash = place.lastIndex(of: "/"), slash != place.startIndex {
            place = String(place[..<slash])
        }
        return access(place, W_OK | X_OK) == 0 ? [] : ["-module-cache-path", "\(directory)/modules"]
    }

    /// Hands on what the compiler said. Somebody who has closed standard error does not want to know.
    private func passOn(_ words: [UInt8]) {
        var rest = words[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return }
            rest = rest.dropFirst(max(0, count))
        }
    }

    private func run(_ program: String, of file: String, group: pid_t) async throws(BuildError) -> [UInt8] {
        let result = try await limited(seconds: Limits.runSeconds) {
            try await Subprocess.run(
                .path(FilePath(program)),
                // A trap says its line; the rest of a backtrace is of no use to who wrote it.
                environment: .custom(["PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"]),
                platformOptions: options(group),
                output: .bytes(limit: DescriptionDecoder.largest), error: .currentStandardError)
        }
        if Interruption.isRequested { throw .interrupted }
        guard let result else {
            throw .badManifest(
                file: file,
                "running it took more than \(Limits.runSeconds) s and was stopped: look for a loop that does not end"
            )
        }
        guard result.terminationStatus == .exited(0) else {
            throw .badManifest(
                file: file,
                "it stopped before it was through (\(Self.words(result.terminationStatus))): see its own messages above, if it left any"
            )
        }
        let productions = result.standardOutput.split(separator: UInt8(ascii: "\n")).count {
            $0 == [UInt8(ascii: "}")]
        }
        guard productions == 1 else {
            throw .badManifest(
                file: file,
                productions == 0
                    ? "it states no production: write let production = Production(…), and let it run to its end, without exit"
                    : "it states \(productions) productions: one manifest states one")
        }
        return result.standardOutput
    }

    private static func words(_ status: TerminationStatus) -> String {
        switch status {
        case .exited(let code): "with exit(\(code))"
        case .signaled(let number): "by signal \(number)"
        }
    }

    private enum Limits {
        static let compileSeconds = 60
        /// Of the compiler's messages.
        static let compilerBytes = 1 << 26
        /// `BOUNCE_MANIFEST_SECONDS`, for a manifest that has much to work out; default 10.
        static let runSeconds = variable("BOUNCE_MANIFEST_SECONDS").flatMap(Int.init).map { max(1, $0) } ?? 10
    }

    /// Runs `body` for so long; nil where it was stopped.
    private func limited<Result: Sendable>(
        seconds: Int, _ body: @escaping @Sendable () async throws -> Result
    ) async throws(BuildError) -> Result? {
        do {
            return try await withThrowingTaskGroup(of: Result?.self) { group in
                group.addTask { try await body() }
                group.addTask {
                    // Programs in a group of their own do not hear Ctrl-C themselves.
                    let deadline = ContinuousClock.now + .seconds(seconds)
                    while ContinuousClock.now < deadline, !Interruption.isRequested {
                        try await Task.sleep(for: .milliseconds(20))
                    }
                    return nil
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
        } catch {
            throw .missingTool("cannot start \(toolchain.compiler) or what it made: \(error)")
        }
    }

    /// In the work space where there is one: what a killed build leaves there, the next one removes.
    private func keeper() throws(BuildError) -> Keeper {
        let isBuilding = mayKeep && FileKind(at: Workspace.temporaries) == .directory
        do {
            return try Keeper(in: isBuilding ? Workspace.temporaries : nil)
        } catch {
            throw .store(error)
        }
    }

    /// The programs join the keeper's group.
    private func options(_ group: pid_t) -> PlatformOptions {
        var options = PlatformOptions()
        options.processGroupID = group
        return options
    }
}
