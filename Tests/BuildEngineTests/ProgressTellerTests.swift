import Synchronization
import Testing

@testable import BuildEngine

@Suite("What a worker tells of its progress")
struct ProgressTellerTests {
    @Test("is told from time to time, and never for each block")
    func throttled() {
        let told = Told()
        let start = ContinuousClock.now
        var teller = ProgressTeller("mix", frames: 1_000_000_000, sampleRate: 48_000) { told.add($0) }
        while ContinuousClock.now - start < .milliseconds(350) {
            for _ in 0..<100 { teller.advance(by: 10) }
        }
        let tenths = Int((ContinuousClock.now - start) / .milliseconds(100))
        let progress = told.all
        #expect((1...max(1, tenths)).contains(progress.count), "\(progress.count) in \(tenths) tenths")
        #expect(progress.map(\.frames) == progress.map(\.frames).sorted())
        #expect(progress.allSatisfy { $0.name == "mix" && $0.of == 1_000_000_000 && $0.frames > 0 })
    }

    private final class Told: Sendable {
        private let events = Mutex<[TargetProgress]>([])

        var all: [TargetProgress] { events.withLock { $0 } }

        func add(_ event: Event) {
            guard case .targetProgress(let progress) = event else { return }
            events.withLock { $0.append(progress) }
        }
    }
}
