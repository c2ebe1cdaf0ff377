import BuildGraph
import Testing

@testable import BuildStore

extension InWorkspace {
    @Suite("A row that is not what was written") struct SealTests {
        /// A state with a row in every table.
        func fill(_ store: StateStore) throws {
            try store.record(StateStoreTests.success("good"), files: ["a.wav": StateStoreTests.file])
            try store.record(
                Failure(key: Digest("k"), judgement: Digest("j"), gate: "peak"), of: "bad",
                output: Digest("bad bytes"), path: "cache/failed/bad.wav", files: [:])
            try store.record(interrupted: ["stopped"])
            try store.remember(
                output: Digest("o"), at: "bounces/x.wav", ofKey: Digest("k"),
                [StoredMeasurement(metric: "peak", value: -6, reason: "")])
            let member = StoredMember(
                name: "a", content: Digest("a"), codec: "c", method: 8, crc32: 1, size: 2, packed: 3,
                offset: 4)
            try store.remember(members: [member], ofArchive: Digest("o"))
        }

        /// Everything that the state says, in words.
        func words(_ store: StateStore) throws -> [String] {
            let snapshot = try store.snapshot()
            return [
                "\(snapshot.records)", "\(snapshot.failures) \(snapshot.failedOutputs)",
                "\(snapshot.interrupted)", "\(snapshot.files)", "\(try store.places())",
                "\(String(describing: store.output(ofKey: Digest("k")))) \(store.made(Digest("o")))",
                "\(store.measurements(of: Digest("o")))", "\(store.members(ofArchive: Digest("o")))",
                "\(store.components(of: "good")) \(store.gates(of: "good"))", store.identity,
            ]
        }

        static let empty = [
            "[:]", "[:] [:]", "[]", "[:]", "[]", "nil false", "[]", "[]", "[] []", "",
        ]

        @Test(
            "counts as missing, whichever of its columns it is: nothing of it is believed, and nothing else is lost",
            arguments: Table.all.map(\.name))
        func everyColumn(name: String) throws {
            let table = try #require(Table.all.first { $0.name == name })
            for column in table.columnNames.split(separator: ", ") + ["seal"] {
                try inWorkspace {
                    let lock = try BuildLock()
                    let store = try StateStore(writing: lock)
                    try fill(store)
                    let before = try words(store)
                    #expect(zip(before, SealTests.empty).allSatisfy { $0 != $1 })
                    try store.write { database throws(StoreError) in
                        // Another value of the same kind.
                        try database.run(
                            """
                            UPDATE \(table.name) SET \(column) = CASE typeof(\(column))
                            WHEN 'text' THEN \(column) || 'x' WHEN 'integer' THEN \(column) + 1
                            WHEN 'real' THEN \(column) + 1 ELSE x'00112233445566778899aabbccddeeff' END
                            """)
                    }
                    let after = try words(store)
                    for (number, (was, now)) in zip(before, after).enumerated() where was != now {
                        #expect(now == SealTests.empty[number], "\(table.name).\(column)")
                    }
                    if name != "journal" { #expect(before != after, "\(table.name).\(column)") }
                    #expect(try store.brokenRows().map(\.table) == [name], "\(table.name).\(column)")
                    try store.removeBrokenRows()
                    #expect(try store.brokenRows().isEmpty)
                }
            }
        }

        @Test("a row that was moved to another table is none there")
        func otherTable() throws {
            try inWorkspace {
                let lock = try BuildLock()
                let store = try StateStore(writing: lock)
                try store.record(interrupted: ["a"])
                try store.write { database throws(StoreError) in
                    try database.run("INSERT INTO places SELECT name, seal FROM interrupted")
                }
                #expect(try store.places().isEmpty)
                #expect(try store.snapshot().interrupted == ["a"])
            }
        }

        @Test(
            "numbers that SQLite does not keep as they are have seals that hold",
            arguments: [-0.0, .nan, 1e300])
        func numbers(value: Double) throws {
            try inWorkspace {
                let lock = try BuildLock()
                let store = try StateStore(writing: lock)
                let measurement = StoredMeasurement(metric: "peak", value: value, reason: "")
                try store.remember([measurement], of: Digest("o"))
                let found = try #require(store.measurements(of: Digest("o")).first)
                #expect(found.value == (value.isNaN ? nil : value))
            }
        }
    }
}
