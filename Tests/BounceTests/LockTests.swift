import Foundation
import Testing

@Suite("Two builds at once")
struct LockTests {
    /// Runs `body` while a build holds the lock of a place, with ever longer builds until one is slow enough:
    /// `body` returns false where it was over too soon.
    private func whileBuilding(_ body: (_ place: WorkSpace, _ holder: Running) throws -> Bool) throws {
        for seconds in slowLengths {
            let place = try WorkSpace(.production([.slow("voice", seconds: seconds)]))
            let events = place.beside("first.jsonl").path
            let holder = try place.start(["-f", "production.json", "--events", events])
            while (try? String(contentsOfFile: events, encoding: .utf8))?.contains("target-started") != true {
                usleep(2_000)
            }
            if try body(place, holder) { return }
        }
        Issue.record("no build was slow enough to be caught")
    }

    @Test("the second is refused with status 6, and told which process holds the lock")
    func refused() throws {
        try whileBuilding { place, holder in
            let events = place.beside("first.jsonl").path
            let second = try place.run("-f", "production.json", "--events", events)
            let status = try place.run("status", "-f", "production.json")
            holder.signal(SIGINT)
            guard try holder.wait().exit != 0 else { return false }
            #expect(second.exit == 6, "\(second)")
            #expect(second.errors.contains("process \(holder.process)"), "\(second)")
            #expect(second.errors.contains("--lock-wait"))
            #expect(status.exit == 0, "\(status)")
            // The report of the one that runs is its own.
            let log = try String(contentsOfFile: events, encoding: .utf8)
            #expect(log.contains("run-started") && log.contains("run-finished"), "\(log)")
            return true
        }
    }

    @Test("with --lock-wait the second waits, and is refused when the time is over")
    func waits() throws {
        try whileBuilding { place, holder in
            let short = try place.run("-f", "production.json", "--lock-wait", "0.1")
            try place.write(.production([.stem("other", .tone())]))
            let second = try place.start(["-f", "production.json", "--lock-wait", "60s"])
            usleep(50_000)
            holder.signal(SIGTERM)
            let result = try second.wait()
            guard try holder.wait().exit != 0 else { return false }
            #expect(short.exit == 6, "\(short)")
            #expect(result.exit == 0 && result.output.contains("1 rendered"), "\(result)")
            return true
        }
    }

    @Test("one that waits can be stopped by one Ctrl-C")
    func stoppedWhileWaiting() throws {
        try whileBuilding { place, holder in
            let second = try place.start(["-f", "production.json", "--lock-wait", "forever"])
            usleep(200_000)
            second.signal(SIGINT)
            let result = try? second.wait(atMost: 5)
            holder.signal(SIGTERM)
            guard try holder.wait().exit != 0 else { return false }
            #expect(result?.exit == 130)
            return true
        }
    }
}
