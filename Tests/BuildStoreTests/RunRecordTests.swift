import BuildGraph
import Foundation
import Testing

@testable import BuildStore

extension InWorkspace {
    @Suite struct RunRecordTests {
        static func run(_ members: [String] = ["a", "b"]) -> RunRecord {
            RunRecord(
                begun: 1_700_000_000_123_456_789, process: 42, production: "song", options: "--force a",
                description: Digest("d"), targets: 2, members: Digest(members.joined(separator: "\n")))
        }

        static func entry(_ name: String, _ value: String, isGood: Bool = true) -> RunTarget {
            var entry = RunTarget(name, outcome: isGood ? "rendered" : "failed", isGood: isGood)
            entry.seconds = 0.25
            entry.start = isGood ? RunTarget.Start(offset: 0.125, worker: 3) : nil
            entry.key = Digest("key \(value)")
            entry.output = Digest("output \(value)")
            entry.components = [Component(.parameter, "level", value)]
            entry.reasons = [Reason(.param, "level", from: nil, to: value), Reason(.new, name)]
            entry.verdicts = [
                StoredVerdict(gate: "peak", holds: isGood, expected: "≤ -1 dBFS", found: "\(value) dBFS")
            ]
            entry.notes = ["größe"]
            entry.problem = isGood ? nil : "no"
            return entry
        }

        /// Begins and ends a run that did this.
        @discardableResult
        static func add(
            _ entries: [RunTarget], to store: StateStore, members: [String] = ["a", "b"], exit: Int32 = 0
        ) throws -> RunRecord {
            var run = try store.begin(run(members), members: members)
            try store.record(entries, ofRun: run.number)
            var end = RunRecord.End()
            end.exit = exit
            end.seconds = 1.5
            end.counts = ["rendered": entries.count]
            for entry in entries { end.causes.add(entry) }
            run.end = end
            try store.end(run)
            return run
        }

        @Test("a run and its targets come back as they were recorded")
        func roundTrip() throws {
            try inWorkspace {
                let lock = try BuildLock()
                let store = try StateStore(writing: lock)
                let begun = try store.begin(Self.run(), members: ["a", "b"])
                #expect(begun.number == 1 && store.runs() == [begun] && begun.end == nil)
                let entries = [Self.entry("b", "1"), Self.entry("a", "2", isGood: false)]
                let run = try Self.add(entries, to: store, exit: 3)
                #expect(store.runs() == [run, begun])
                #expect(store.run(2) == run && store.run(3) == nil)
                #expect(store.entries(ofRun: 2) == entries)
                #expect(run.end?.causes.brokenCount == 1 && run.end?.causes.problemCount == 1)
                #expect(store.lastGreenRun() == nil)
                let green = try Self.add([], to: store)
                #expect(store.lastGreenRun() == green)
            }
        }

        @Test(
            "a row that was changed counts as missing",
            arguments: [
                "UPDATE runs SET content = zeroblob(length(content))", "UPDATE runs SET seal = seal + 1",
                "UPDATE runs SET content = content || x'00'", "UPDATE run_targets SET seal = seal + 1",
                "UPDATE run_targets SET run = 2", "UPDATE run_members SET came = 0",
                "UPDATE run_targets SET content = substr(content, 1, 30)",
                "UPDATE kept SET bytes = bytes + 1",
            ])
        func seals(change: String) throws {
            try inWorkspace {
                let lock = try BuildLock()
                let store = try StateStore(writing: lock)
                try Self.add([Self.entry("a", "1")], to: store, members: ["a"])
                try store.remember(KeptSize(bytes: 5, counted: 6))
                func found() -> Int {
                    store.runs().count + store.entries(ofRun: 1).count + store.entries(ofRun: 2).count
                        + store.members(at: 1).count + (store.keptSize == nil ? 0 : 1)
                }
                #expect(found() == 4)
                try store.write { database throws(StoreError) in try database.run(change) }
                #expect(found() == 3)
            }
        }

        @Test("how a target stood is what the run did with it, or its last good build before")
        func asOf() throws {
            try inWorkspace {
                let lock = try BuildLock()
                let store = try StateStore(writing: lock)
                try Self.add([Self.entry("a", "1"), Self.entry("b", "1")], to: store)
                try Self.add([Self.entry("a", "2", isGood: false)], to: store, exit: 3)
                try Self.add([Self.entry("b", "3")], to: store)
                try Self.add([RunTarget("a", outcome: "blocked", isGood: false)], to: store)
                func level(_ name: String, _ run: Int) -> String? {
                    store.entry(of: name, asOf: run)?.components.first?.value
                }
                #expect((1...4).map { level("a", $0) } == ["1", "2", "1", "1"])
                #expect((1...4).map { level("b", $0) } == ["1", "1", "3", "3"])
                #expect(level("c", 4) == nil && level("a", 0) == nil)
                #expect(store.targetsTouched(after: 1, upTo: 3) == ["a", "b"])
                #expect(store.targetsFailed(in: 2) == ["a"])
                #expect(store.entries(of: "a", newest: 9).map(\.run) == [4, 2, 1])
                #expect(store.entries(of: "a", newest: 2).map(\.entry.outcome) == ["blocked", "failed"])
                #expect(store.entries(of: "c", newest: 9).isEmpty)
            }
        }

        @Test("targets come and go with the runs")
        func members() throws {
            try inWorkspace {
                let lock = try BuildLock()
                let store = try StateStore(writing: lock)
                for members in [["a", "b"], ["a"], ["a"], ["a", "b", "c"]] {
                    try Self.add([], to: store, members: members)
                }
                #expect(
                    (1...4).map { store.members(at: $0).sorted() } == [
                        ["a", "b"], ["a"], ["a"], ["a", "b", "c"],
                    ])
                #expect(store.members(at: 1).subtracting(store.members(at: 2)) == ["b"])
                #expect(store.members(at: 2).subtracting(store.members(at: 1)) == [])
                #expect(store.members(at: 4).subtracting(store.members(at: 3)) == ["b", "c"])
                #expect(store.members(at: 4).subtracting(store.members(at: 1)) == ["c"])
                #expect(store.members(at: 1).subtracting(store.members(at: 4)) == [])
            }
        }

        @Test("of runs that are forgotten, the last good builds before the others stay known")
        func trimming() throws {
            try inWorkspace {
                let lock = try BuildLock()
                let store = try StateStore(writing: lock)
                try Self.add([Self.entry("a", "1"), Self.entry("b", "1")], to: store)
                for run in 2...9 { try Self.add([Self.entry("a", "\(run)", isGood: run != 6)], to: store) }
                try store.trimRuns(atMost: 20)
                #expect(store.runs().count == 9)
                try store.trimRuns(atMost: 4)
                #expect(store.runs().map(\.number) == [9, 8, 7, 6])
                #expect(store.entry(of: "b", asOf: 6)?.components.first?.value == "1")
                #expect(store.entry(of: "a", asOf: 6)?.components.first?.value == "6")
                #expect((1...4).map { store.entries(ofRun: $0).map(\.target) } == [["b"], [], [], []])
                #expect(store.entries(ofRun: 5).map(\.target) == ["a"])
                #expect(store.members(at: 6) == ["a", "b"])
                // Too many targets is too many runs.
                try store.trimRuns(atMost: 100, targets: 2)
                #expect(store.runs().map(\.number) == [9, 8])
            }
        }

        @Test("only so many runs too many are let be")
        func slack() throws {
            try inWorkspace {
                let lock = try BuildLock()
                let store = try StateStore(writing: lock)
                for _ in 0..<StateStore.mostRuns { try Self.add([], to: store) }
                #expect(!store.hasRunsToTrim)
                for _ in 0...50 { try Self.add([], to: store) }
                #expect(store.hasRunsToTrim)
                try store.trimRuns()
                #expect(store.runs().count == StateStore.mostRuns && !store.hasRunsToTrim)
            }
        }
    }
}
