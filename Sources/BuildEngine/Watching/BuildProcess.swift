internal import Subprocess
internal import Synchronization

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

/// Another program of ours that was started, and that can be asked to stop, which it does as after Ctrl-C.
///
/// It is in a group of its own: a Ctrl-C at the terminal reaches it through us, once. A second one would end it at once.
package final class BuildProcess: Sendable {
    private let task: Task<Int32, any Error>
    private let isOver = Completion()

    private final class Completion: Sendable {
        private let flag = Atomic<Bool>(false)
        func set() { flag.store(true, ordering: .releasing) }
        var isSet: Bool { flag.load(ordering: .acquiring) }
    }

    /// - Parameter program: Its path; nil for this very bounce.
    package init(program: String? = nil, _ arguments: [String]) {
        var options = PlatformOptions()
        options.processGroupID = 0
        // TERM, as a background job of a shell ignores the other one. And as long as it takes: a disk may be slow.
        options.teardownSequence = [.send(signal: .terminate, allowedDurationToNextStep: .seconds(600))]
        let path = program ?? OwnProgram.path
        task = Task { [options, isOver] in
            defer { isOver.set() }
            let result = try await Subprocess.run(
                .path(FilePath(path)), arguments: Arguments(arguments), platformOptions: options,
                output: .currentStandardOutput, error: .currentStandardError)
            guard case .exited(let code) = result.terminationStatus else { return ExitStatus.bug.rawValue }
            return Int32(code)
        }
    }

    package var isRunning: Bool { !isOver.isSet }

    /// Asks it to stop; `wait` says when it has.
    package func stop() { task.cancel() }

    /// Its exit status.
    @discardableResult
    package func wait() async throws(BuildError) -> Int32 {
        do {
            return try await task.value
        } catch is CancellationError {
            return ExitStatus.interrupted.rawValue
        } catch {
            throw .missingTool("cannot start another bounce: \(error)")
        }
    }
}
