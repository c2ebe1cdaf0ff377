import BuildGraph
import Foundation
import Testing

@testable import BuildStore

extension InWorkspace {
    @Suite struct DamagedStateTests {
        static let database = "cache/state.db"

        /// A state with some pages of records in it.
        func fill() throws {
            let lock = try BuildLock()
            let store = try StateStore(writing: lock)
            for number in 0..<60 {
                try store.record(StateStoreTests.success("target \(number)", "\(number)"), files: [:])
                try store.remember(
                    output: Digest("\(number)"), at: "bounces/x.wav", ofKey: Digest("k\(number)"), [])
            }
        }

        func overwrite(_ range: Range<Int>, with byte: UInt8) throws {
            let handle = try FileHandle(forUpdating: URL(filePath: DamagedStateTests.database))
            try handle.seek(toOffset: UInt64(range.lowerBound))
            try handle.write(contentsOf: Data(repeating: byte, count: range.count))
            try handle.close()
        }

        /// A build's first look, and its first record.
        func build() throws -> (note: String?, targets: Int) {
            let lock = try BuildLock()
            let store = try StateStore(writing: lock)
            let targets = try store.snapshot().records.count
            try store.record(StateStoreTests.success("new"), files: [:])
            #expect(try store.snapshot().records["new"] != nil)
            return (store.note, targets)
        }

        enum Damage: String, CaseIterable {
            case text, zeros, truncated, header, schema, otherVersion, middle, everyPage, noTables
        }

        func inflict(_ damage: Damage) throws {
            let size = Int(try #require(try FileIdentity(path: DamagedStateTests.database)).size)
            switch damage {
            case .text: try write("this is not a database", to: DamagedStateTests.database)
            case .zeros: try overwrite(0..<size, with: 0)
            case .truncated: truncate(DamagedStateTests.database, off_t(size / 2))
            case .header: try overwrite(0..<16, with: 0x58)
            // The page that says which tables there are, behind a header that is whole.
            case .schema: try overwrite(100..<108, with: 0xFF)
            case .otherVersion:
                let database = try Database(path: DamagedStateTests.database, access: .readWrite)
                try database.execute("PRAGMA user_version = \(Schema.version + 1)")
            case .middle: try overwrite(4_096 * 2..<size, with: 0xA5)
            case .everyPage:
                for page in stride(from: 4_096, to: size, by: 4_096) {
                    try overwrite(page..<page + 8, with: 0xFF)
                }
            case .noTables:
                let database = try Database(path: DamagedStateTests.database, access: .readWrite)
                try database.execute("DROP TABLE files")
            }
        }

        @Test(
            "a state that is damaged or of another version is set aside and begun anew",
            arguments: Damage.allCases)
        func setAside(_ damage: Damage) throws {
            try inWorkspace {
                try fill()
                try inflict(damage)
                let (note, targets) = try build()
                #expect(targets == 0)
                #expect(note?.contains("cache/state.db.bad-1") == true)
                #expect(exists("cache/state.db.bad-1"))
                let (next, kept) = try build()
                #expect(next == nil)
                #expect(kept == 1)
            }
        }

        @Test("a reader of such a state finds it empty, and moves nothing", arguments: Damage.allCases)
        func reading(_ damage: Damage) throws {
            try inWorkspace {
                try fill()
                try inflict(damage)
                let before = everything()
                let store = try StateStore(reading: ())
                #expect(try store.snapshot().records.isEmpty)
                #expect(everything() == before)
            }
        }

        @Test("damage that only a write meets ends this run, and the next begins anew")
        func damageMetLater() throws {
            try inWorkspace {
                try fill()
                do {
                    let lock = try BuildLock()
                    let store = try StateStore(writing: lock)
                    _ = try store.snapshot()
                    try store.write { database throws(StoreError) in try database.run("DROP TABLE results") }
                    let error = #expect(throws: StoreError.self) {
                        try store.remember(output: Digest("o"), at: "bounces/x.wav", ofKey: Digest("k"), [])
                    }
                    guard case .damaged = error else { throw try #require(error) }
                }
                #expect(exists("cache/state.db.bad-1"))
                #expect(try build().note == nil)
            }
        }

        @Test("every damaged state is kept under a number of its own")
        func numbers() throws {
            try inWorkspace {
                for number in 1...3 {
                    try write("not a database", to: DamagedStateTests.database)
                    #expect(try build().note?.contains("bad-\(number)") == true)
                }
            }
        }

        @Test("the log of a database that is set aside is not left to the next one")
        func staleLog() throws {
            try inWorkspace {
                for suffix in ["", "-wal", "-shm"] {
                    try write("old", to: DamagedStateTests.database + suffix)
                }
                _ = try Schema.setAside()
                #expect(names(inDirectory: "cache").filter { $0.hasPrefix("state.db") } == ["state.db.bad-1"])
            }
        }

        @Test("an empty file is a new state, and nothing to speak of")
        func emptyFile() throws {
            try inWorkspace {
                try write("", to: DamagedStateTests.database)
                #expect(try build().note == nil)
            }
        }

        @Test(
            "a measurement or a member with a changed value counts as missing",
            arguments: [
                "UPDATE measurements SET value = value + 1", "UPDATE measurements SET metric = 'true-peak'",
                "UPDATE measurements SET reason = 'x'", "UPDATE measurements SET value = NULL",
                "UPDATE members SET offset = offset + 1", "UPDATE members SET crc32 = crc32 - 1",
                "UPDATE members SET content = x'00112233445566778899aabbccddeeff'",
            ])
        func seals(change: String) throws {
            try inWorkspace {
                let lock = try BuildLock()
                let store = try StateStore(writing: lock)
                let member = StoredMember(
                    name: "a", content: Digest("a"), codec: "c", method: 8, crc32: 1, size: 2, packed: 3,
                    offset: 4)
                let measurement = StoredMeasurement(metric: "peak", value: -6, reason: "")
                try store.remember(
                    output: Digest("o"), at: "bounces/x.wav", ofKey: Digest("k"), [measurement])
                try store.remember(members: [member], ofArchive: Digest("o"))
                #expect(store.measurements(of: Digest("o")).count == 1)
                #expect(store.members(ofArchive: Digest("o")).count == 1)
                try store.write { database throws(StoreError) in try database.run(change) }
                #expect(
                    store.measurements(of: Digest("o")).count + store.members(ofArchive: Digest("o")).count
                        == 1)
            }
        }
    }
}
