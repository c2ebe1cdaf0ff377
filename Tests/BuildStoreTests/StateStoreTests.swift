import BuildGraph
import Testing

@testable import BuildStore

extension InWorkspace {
    @Suite struct StateStoreTests {
        static let parts = [
            Component(.rule, "stem", "stem@1"), Component(.parameter, "tone.frequency", "110 Hz"),
            Component(.file, "Stämme/größe \"x\".wav", "missing"), Component(.tool, "", ""),
        ]
        static let gates = [Component(.parameter, "peak", "peak@1 atMost -1 dBFS")]

        static func success(_ name: String, _ text: String = "bytes") -> Success {
            Success(
                name: name,
                record: Record(key: Digest("key \(text)"), judgement: Digest("gates"), output: Digest(text)),
                components: parts, gates: gates)
        }

        static let file = FileDigest(
            digest: Digest("file"),
            identity: FileIdentity(device: -1, inode: .max, size: 7, modified: .min, changed: 9), examined: 11
        )

        /// Writes with one connection and reads with the next.
        func roundTrip(
            _ change: (StateStore) throws -> Void, _ look: (StateStore) throws -> Void
        ) throws {
            try inWorkspace {
                do {
                    let lock = try BuildLock()
                    try change(try StateStore(writing: lock))
                }
                try look(try StateStore(reading: ()))
                let lock = try BuildLock()
                try look(try StateStore(writing: lock))
            }
        }

        @Test("a target that is recorded comes back whole, with the files it was made from")
        func targets() throws {
            try roundTrip { store in
                try store.record(StateStoreTests.success("bass"), files: ["in/a.wav": StateStoreTests.file])
            } _: { store in
                let snapshot = try store.snapshot()
                let target = try #require(snapshot.records["bass"])
                #expect(snapshot.records.count == 1)
                #expect(target == StateStoreTests.success("bass").record)
                #expect(snapshot.files == ["in/a.wav": StateStoreTests.file])
                #expect(store.components(of: "bass") == StateStoreTests.parts)
                #expect(store.gates(of: "bass") == StateStoreTests.gates)
                #expect(store.components(of: "other").isEmpty)
            }
        }

        @Test("a target without gates and parts is a record, too")
        func emptyTarget() throws {
            let record = Record(key: Digest("k"), judgement: Digest("j"), output: Digest("o"))
            try roundTrip { store in
                try store.record(
                    Success(name: "x", record: record, components: [], gates: []),
                    files: [:])
            } _: { store in
                let target = try #require(try store.snapshot().records["x"])
                #expect(target == record)
                #expect(store.gates(of: "x").isEmpty)
            }
        }

        @Test("a failure is kept beside the last good record, and a success ends it")
        func failures() throws {
            let failure = Failure(
                key: Digest("k2"), judgement: Digest("j2"), gate: "peak: expected ≤ -1 dBFS")
            try inWorkspace {
                let lock = try BuildLock()
                let store = try StateStore(writing: lock)
                try store.record(StateStoreTests.success("bass"), files: [:])
                try store.record(interrupted: ["bass", "drums"])
                try store.record(
                    failure, of: "bass", output: Digest("bad"), path: "cache/failed/bass.wav", files: [:])
                try store.record(failure, of: "none", output: nil, path: "", files: [:])
                let failed = try store.snapshot()
                #expect(failed.failures == ["bass": failure, "none": failure])
                #expect(failed.failedOutputs == [Digest("bad"): "cache/failed/bass.wav"])
                #expect(failed.records["bass"]?.output == Digest("bytes"))
                #expect(failed.interrupted == ["drums"])

                try store.record(StateStoreTests.success("bass", "better"), files: [:])
                let mended = try store.snapshot()
                #expect(mended.failures.keys.sorted() == ["none"])
                #expect(mended.failedOutputs.isEmpty)
                #expect(mended.records["bass"]?.output == Digest("better"))
            }
        }

        @Test("a target that was being rendered is known as interrupted until it is built")
        func interrupted() throws {
            try inWorkspace {
                let lock = try BuildLock()
                let store = try StateStore(writing: lock)
                try store.record(interrupted: ["a", "b"])
                try store.record(interrupted: ["a"])
                #expect(try store.snapshot().interrupted == ["a", "b"])
                try store.record(StateStoreTests.success("a"), files: [:])
                #expect(try store.snapshot().interrupted == ["b"])
            }
        }

        @Test("what a key gave, and that bytes were made here, is known from then on")
        func results() throws {
            try roundTrip { store in
                try store.remember(output: Digest("old"), at: "bounces/x.wav", ofKey: Digest("k"), [])
                try store.remember(output: Digest("new"), at: "bounces/x.wav", ofKey: Digest("k"), [])
                try store.remember(output: Digest("else"), at: "bounces/x.wav", ofKey: Digest("k2"), [])
            } _: { store in
                #expect(store.output(ofKey: Digest("k")) == Digest("new"))
                #expect(store.output(ofKey: Digest("k3")) == nil)
                #expect(store.made(Digest("new")) && store.made(Digest("else")))
                #expect(!store.made(Digest("k")))
            }
        }

        @Test("a measurement comes back to the last bit, or with the reason why there is none")
        func measurements() throws {
            let taken = [
                StoredMeasurement(metric: "dc-offset", value: 0.1 + 0.2, reason: ""),
                StoredMeasurement(metric: "loudness", value: nil, reason: "the audio lasts 20 ms"),
                StoredMeasurement(metric: "peak", value: -.infinity, reason: "", frame: 0),
                StoredMeasurement(
                    metric: "short-term-max", value: -9, reason: "", frame: 1 << 40, length: 144_000,
                    channel: 7),
                StoredMeasurement(metric: "silence.longest@-60", value: 0, reason: ""),
                StoredMeasurement(metric: "true-peak", value: -Double.leastNonzeroMagnitude, reason: ""),
            ]
            try roundTrip { store in
                try store.remember(output: Digest("bytes"), at: "bounces/x.wav", ofKey: Digest("k"), taken)
            } _: { store in
                #expect(store.measurements(of: Digest("bytes")) == taken)
                #expect(store.measurements(of: Digest("other")).isEmpty)
            }
        }

        @Test("a NaN that was measured comes back as no value")
        func notANumber() throws {
            try roundTrip { store in
                try store.remember(
                    output: Digest("b"), at: "bounces/x.wav", ofKey: Digest("k"),
                    [StoredMeasurement(metric: "peak", value: .nan, reason: "")])
            } _: { store in
                #expect(
                    store.measurements(of: Digest("b")) == [
                        StoredMeasurement(metric: "peak", value: nil, reason: "")
                    ])
            }
        }

        @Test("what an archive holds comes back in the order of its names")
        func members() throws {
            let members = ["z.wav", "a.wav"].map {
                StoredMember(
                    name: $0, content: Digest($0), codec: "isal 2.30 level 1", method: 8, crc32: .max,
                    size: 1 << 40,
                    packed: 1 << 39, offset: 62)
            }
            try roundTrip { store in
                try store.remember(members: members, ofArchive: Digest("zip"))
                try store.remember(members: [], ofArchive: Digest("empty"))
            } _: { store in
                #expect(store.members(ofArchive: Digest("zip")) == members.reversed())
                #expect(store.members(ofArchive: Digest("empty")).isEmpty)
            }
        }

        @Test("the contents of files are remembered, the latest of each")
        func files() throws {
            let later = FileDigest(digest: Digest("2"), identity: StateStoreTests.file.identity, examined: 12)
            try roundTrip { store in
                try store.remember(files: ["a": StateStoreTests.file, "b": StateStoreTests.file])
                try store.remember(files: ["a": later])
                try store.remember(files: [:])
            } _: { store in
                let files = try store.snapshot().files
                #expect(files == ["a": later, "b": StateStoreTests.file])
            }
        }

        @Test("after another boot, no file is trusted before it is read again")
        func otherBoot() throws {
            try inWorkspace {
                let lock = try BuildLock()
                let (boot, next) = (BootIdentity(number: 1), BootIdentity(number: 2))
                let synced = StateStoreTests.file.synced
                try StateStore(writing: lock, boot: boot).remember(
                    files: ["a": StateStoreTests.file, "b": synced])
                #expect(
                    try StateStore(reading: (), boot: boot).snapshot().files
                        == ["a": StateStoreTests.file, "b": synced])
                #expect(try StateStore(reading: (), boot: next).snapshot().files["a"]?.examined == 0)
                #expect(try StateStore(writing: lock, boot: next).snapshot().files["a"]?.examined == 0)
                // What is known to be on the disk outlives the boot.
                #expect(try StateStore(reading: (), boot: next).snapshot().files["b"] == synced)
                try StateStore(writing: lock, boot: next).remember(files: ["a": StateStoreTests.file])
                #expect(
                    try StateStore(reading: (), boot: next).snapshot().files["a"] == StateStoreTests.file)
            }
        }

        @Test("where the system does not name its boots, no file is trusted before it is read again")
        func unknownBoot() throws {
            try inWorkspace {
                let lock = try BuildLock()
                let unknown = BootIdentity(number: 0)
                try StateStore(writing: lock, boot: unknown).remember(files: ["a": StateStoreTests.file])
                #expect(try StateStore(reading: (), boot: unknown).snapshot().files["a"]?.examined == 0)
            }
        }

        @Test("a write that breaks off leaves what was there")
        func rollback() throws {
            try inWorkspace {
                let lock = try BuildLock()
                let store = try StateStore(writing: lock)
                try store.record(interrupted: ["a"])
                #expect(throws: StoreError.self) {
                    try store.write { database throws(StoreError) in
                        try database.run("DELETE FROM interrupted")
                        throw .changed(path: "x")
                    }
                }
                #expect(try store.snapshot().interrupted == ["a"])
            }
        }

        @Test("nothing is in the state of a new work space")
        func empty() throws {
            try inWorkspace {
                let store = try StateStore(reading: ())
                let snapshot = try store.snapshot()
                #expect(snapshot.records.isEmpty && snapshot.failures.isEmpty && snapshot.files.isEmpty)
                #expect(store.output(ofKey: Digest("k")) == nil)
                #expect(store.note == nil)
            }
        }
    }
}
