import Foundation

/// How a program ended, and what it said.
struct RunResult: CustomStringConvertible {
    /// The exit status, or 128 and the signal that ended it.
    let exit: Int32
    let output: String
    let errors: String

    var text: String { output + errors }
    var lines: [String] { output.split(separator: "\n").map(String.init) }
    var description: String { "exit \(exit)\n\(output)\(errors.isEmpty ? "" : "--- errors ---\n\(errors)")" }

    /// What it said, as JSON.
    func json() throws -> JSON { try JSON(parsing: output) }
}

/// A program that was started, with its output in files. It is stopped when a test forgets it, and when it
/// takes longer than any test may.
final class Running {
    let process: pid_t
    private let outputs: (output: URL, errors: URL)
    private var result: RunResult?

    /// - Parameters:
    ///   - directory: where it runs, and where the files of its output lie beside.
    ///   - heldBack: a signal that it starts with held back, until it lets it in by itself.
    init(
        _ program: String, _ arguments: [String], in directory: URL, output: URL,
        environment: [String: String] = [:], heldBack: Int32? = nil
    ) throws {
        outputs = (output, output.appendingPathExtension("errors"))
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(
            &actions, 1, outputs.output.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(
            &actions, 2, outputs.errors.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        // However the tests were started: a background job of a shell ignores Ctrl-C, and so would its children.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        // And the threads that tests run on hold signals back.
        var mask = sigset_t()
        sigemptyset(&mask)
        if let heldBack { sigaddset(&mask, heldBack) }
        posix_spawnattr_setsigmask(&attributes, &mask)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        let variables = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        var process: pid_t = 0
        // The shell goes to the directory and becomes the program, so the process is the program's own.
        let shell = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", directory.path, program]
        let code = withCStrings(shell + arguments) { arguments in
            withCStrings(variables.map { "\($0)=\($1)" }) { variables in
                posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, variables)
            }
        }
        guard code == 0 else { throw CannotStart(program: program, words: String(cString: strerror(code))) }
        self.process = process
    }

    deinit {
        guard result == nil else { return }
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }

    func signal(_ number: Int32) { kill(process, number) }

    /// Waits for its end.
    func wait(atMost usual: Double = 120) throws -> RunResult {
        if let result { return result }
        let seconds = usual * patience
        let deadline = ContinuousClock.now + .seconds(seconds)
        var status: Int32 = 0
        var pause: UInt32 = 500
        while waitpid(process, &status, WNOHANG) == 0 {
            guard ContinuousClock.now < deadline else { throw TookTooLong(seconds: seconds) }
            usleep(pause)
            pause = min(pause * 2, 10_000)
        }
        let (stopped, code) = (status & 0x7F, (status >> 8) & 0xFF)
        let result = RunResult(
            exit: stopped == 0 ? code : 128 + stopped, output: try text(outputs.output),
            errors: try text(outputs.errors))
        self.result = result
        return result
    }

    private func text(_ url: URL) throws -> String {
        String(decoding: try Data(contentsOf: url), as: UTF8.self)
    }

    struct CannotStart: Error {
        let program: String
        let words: String
    }

    struct TookTooLong: Error {
        let seconds: Double
    }
}

/// The strings as C has them: an array that ends in a null pointer, valid within the closure.
func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let pointers = strings.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
}

/// How many times longer than usual things may take: `TEST_PATIENCE`, which the runs under sanitizers set.
let patience = ProcessInfo.processInfo.environment["TEST_PATIENCE"].flatMap(Double.init) ?? 1
