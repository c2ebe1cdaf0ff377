internal import Synchronization

/// The browsers that listen, and what a newcomer has to be told of the build that runs.
final class Listeners: Sendable {
    /// Lines that a browser may be behind; then it loses the oldest, and the next report puts it right.
    private static let most = 10_000

    private struct State {
        var open: [Int: AsyncStream<String>.Continuation] = [:]
        var count = 0
        var running: [String] = []
    }

    private let state = Mutex(State())

    /// From the beginning of the build that runs, if one does.
    func listen() -> AsyncStream<String> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: String.self, bufferingPolicy: .bufferingNewest(Self.most))
        state.withLock { state in
            let number = state.count
            state.count += 1
            continuation.onTermination = { [weak self] _ in self?.forget(number) }
            for line in state.running { continuation.yield(line) }
            state.open[number] = continuation
        }
        return stream
    }

    func tell(_ line: String) {
        let open = state.withLock { Array($0.open.values) }
        for continuation in open { continuation.yield(line) }
    }

    /// A line of a build: also for those who come while it runs.
    func tell(_ line: String, of build: BuildMoment) {
        state.withLock { state in
            switch build {
            case .start: state.running = [line]
            // Who comes later hears how far targets are soon enough.
            case .middle where line.contains(#""event":"target-progress""#): break
            case .middle: if state.running.count < Self.most { state.running.append(line) }
            case .end: state.running = []
            }
            // Under the lock: who begins to listen meanwhile hears it once.
            for continuation in state.open.values { continuation.yield(line) }
        }
    }

    var isBuildRunning: Bool { state.withLock { !$0.running.isEmpty } }

    private func forget(_ number: Int) {
        state.withLock { state in _ = state.open.removeValue(forKey: number) }
    }
}

/// Where in a build a line stands.
enum BuildMoment {
    case start, middle, end

    /// The lines are bounce's own, one object each, with sorted keys and no spaces.
    init(_ line: String) {
        self =
            if line.contains(#""event":"run-started""#) {
                .start
            } else if line.contains(#""event":"run-finished""#) {
                .end
            } else { .middle }
    }
}
