import Foundation
import Testing

@testable import BuildStore

extension InWorkspace {
    @Suite struct BuildLockTests {
        @Test(
            "a second lock is refused, and names the process that holds the first",
            arguments: [0, -1, Double.nan, -Double.infinity])
        func second(wait: Double) throws {
            try inWorkspace {
                let first = try BuildLock()
                let refused = #expect(throws: StoreError.self) { _ = try BuildLock(wait: wait) }
                #expect(refused == .locked(path: "cache/lock", holder: "process \(getpid())"))
                #expect(refused?.message.contains("process \(getpid())") == true)
                _ = consume first
            }
        }

        @Test("a lock that was given back can be taken again, and its file stays")
        func again() throws {
            try inWorkspace {
                do { _ = try BuildLock() }
                #expect(exists("cache/lock"))
                _ = try BuildLock()
            }
        }

        @Test("who waits long enough gets the lock when it is given back")
        func waiting() throws {
            try inWorkspace {
                let held = open("cache/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
                #expect(flock(held, LOCK_EX | LOCK_NB) == 0)
                Thread.detachNewThread {
                    usleep(80_000)
                    close(held)
                }
                let started = ContinuousClock.now
                _ = try BuildLock(wait: 20)
                #expect(ContinuousClock.now - started > .milliseconds(40))
            }
        }

        @Test("who does not wait long enough is refused, after that time")
        func waitingInVain() throws {
            try inWorkspace {
                let first = try BuildLock()
                let started = ContinuousClock.now
                #expect(throws: StoreError.self) { _ = try BuildLock(wait: 0.1) }
                #expect(ContinuousClock.now - started > .milliseconds(80))
                _ = consume first
            }
        }

        @Test("a process that is started does not inherit the lock")
        func closeOnExec() throws {
            try inWorkspace {
                let lock = try Descriptor("cache/lock", O_RDWR | O_CREAT)
                #expect(fcntl(lock.raw, F_GETFD) & FD_CLOEXEC != 0)
            }
        }
    }
}
