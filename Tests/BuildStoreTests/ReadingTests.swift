import BuildGraph
import Foundation
import Testing

@testable import BuildStore

extension InWorkspace {
    @Suite struct ReadingTests {
        func look() throws -> StateStore.Snapshot {
            let store = try StateStore(reading: ())
            _ = store.output(ofKey: Digest("k"))
            _ = store.measurements(of: Digest("k"))
            return try store.snapshot()
        }

        @Test("reading a state that is at rest leaves no trace on disk")
        func noTrace() throws {
            try inWorkspace {
                do {
                    let lock = try BuildLock()
                    try StateStore(writing: lock).record(StateStoreTests.success("bass"), files: [:])
                }
                let before = everything()
                #expect(try look().records.keys.sorted() == ["bass"])
                #expect(everything() == before)
                #expect(before.filter { $0.contains("state.db") } == ["cache/state.db"])
            }
        }

        @Test("reading where nothing was ever built makes nothing")
        func nothingThere() throws {
            try inWorkspace {
                try removeTree("cache")
                try removeTree("bounces")
                #expect(try look().records.isEmpty)
                #expect(everything().isEmpty)
            }
        }

        @Test("while a build writes, a reader sees what is recorded so far")
        func besideAWriter() throws {
            try inWorkspace {
                let lock = try BuildLock()
                let store = try StateStore(writing: lock)
                try store.record(StateStoreTests.success("bass"), files: [:])
                #expect(try look().records.keys.sorted() == ["bass"])
                try store.record(StateStoreTests.success("drums"), files: [:])
                #expect(try look().records.keys.sorted() == ["bass", "drums"])
            }
        }

        @Test("what a killed build had recorded is read from the log that it left")
        func leftLog() throws {
            try inWorkspace {
                let lock = try BuildLock()
                let store = try StateStore(writing: lock)
                try store.record(StateStoreTests.success("bass"), files: [:])
                // As a kill leaves them: the database without its last pages, and the log.
                for name in ["state.db", "state.db-wal"] {
                    try FileManager.default.copyItem(atPath: "cache/\(name)", toPath: "cache/left-\(name)")
                }
                _ = consume store
                for name in ["state.db", "state.db-wal"] {
                    try move("cache/left-\(name)", to: "cache/\(name)")
                }
                #expect(try look().records.keys.sorted() == ["bass"])
                let other = try StateStore(writing: lock)
                #expect(other.note == nil)
                #expect(try other.snapshot().records.keys.sorted() == ["bass"])
            }
        }
    }
}
