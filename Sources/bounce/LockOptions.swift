internal import ArgumentParser
internal import BuildEngine
internal import BuildStore

/// What every command takes that changes the work space: only one of them does at a time.
struct LockOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How long to wait for another build here: seconds, or forever. Default 0.", valueName: "time"))
    var lockWait = LockWait(seconds: 0)

    /// Takes the lock. Waits in short steps, so that Ctrl-C ends the wait, too.
    func take() throws -> BuildLock {
        let deadline = ContinuousClock.now + .seconds(min(lockWait.seconds, 1e9))
        while true {
            do throws(StoreError) {
                try Workspace.prepare()
                return try BuildLock(wait: min(lockWait.seconds, 0.1))
            } catch .locked where ContinuousClock.now < deadline {
                if Interruption.isRequested { throw Exit(status: .interrupted) }
            } catch {
                throw BuildError.store(error)
            }
        }
    }
}

/// A time to wait: seconds (`30`, `30s`), or `forever`.
struct LockWait: ExpressibleByArgument {
    let seconds: Double

    init(seconds: Double) { self.seconds = seconds }

    init?(argument: String) {
        if argument == "forever" {
            seconds = .infinity
            return
        }
        guard let seconds = Double(argument.hasSuffix("s") ? String(argument.dropLast()) : argument),
            seconds >= 0
        else {
            return nil
        }
        self.seconds = seconds
    }

    var defaultValueDescription: String { "0" }
}
