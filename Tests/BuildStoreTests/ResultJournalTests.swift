import BuildGraph
import Foundation
import Testing

@testable import BuildStore

extension InWorkspace {
    @Suite("The journal of results") struct ResultJournalTests {
        /// A state in which so many keys gave something.
        func fill(_ numbers: Range<Int>) throws {
            let lock = try BuildLock()
            let store = try StateStore(writing: lock)
            for number in numbers {
                try store.remember(
                    output: Digest("o\(number)"), at: "bounces/\(number).wav", ofKey: Digest("k\(number)"), []
                )
            }
        }

        func known(_ numbers: Range<Int>) throws -> [Int] {
            let lock = try BuildLock()
            let store = try StateStore(writing: lock)
            return numbers.filter { store.output(ofKey: Digest("k\($0)")) == Digest("o\($0)") }
        }

        func removeDatabase() throws {
            for suffix in ["", "-wal", "-shm"] { try removeFile("cache/state.db" + suffix) }
        }

        @Test("gives a lost database its results and places back, to a build and to a reader")
        func lost() throws {
            try inWorkspace {
                try fill(0..<20)
                try removeDatabase()
                let reader = try StateStore(reading: ())
                #expect(reader.output(ofKey: Digest("k7")) == Digest("o7"))
                #expect(try reader.places().count == 20)
                #expect(!exists("cache/state.db"))
                #expect(try known(0..<20) == Array(0..<20))
                #expect(try StateStore(reading: ()).made(Digest("o3")))
            }
        }

        @Test("gives an older database that was put back what it does not know")
        func older() throws {
            try inWorkspace {
                try fill(0..<5)
                let old = try #require(FileManager.default.contents(atPath: "cache/state.db"))
                try fill(5..<10)
                for suffix in ["-wal", "-shm"] { try removeFile("cache/state.db" + suffix) }
                try old.write(to: URL(filePath: "cache/state.db"))
                #expect(try known(0..<10) == Array(0..<10))
            }
        }

        @Test("a damaged line is lost alone, and never believed", arguments: 0..<8)
        func damaged(round: Int) throws {
            try inWorkspace {
                try fill(0..<8)
                try removeDatabase()
                var bytes = try #require(FileManager.default.contents(atPath: "cache/results"))
                let place = bytes.count * (2 * round + 1) / 16
                bytes[place] ^= 1
                try bytes.write(to: URL(filePath: "cache/results"))
                #expect(try known(0..<8).count >= 6)
                #expect(try ResultJournal.brokenLines() >= 1)
                try ResultJournal.removeBrokenLines()
                #expect(try ResultJournal.brokenLines() == 0)
            }
        }

        @Test("a line that was cut off does not spoil the next one")
        func cutOff() throws {
            try inWorkspace {
                try fill(0..<3)
                let size = try #require(try FileIdentity(path: "cache/results")).size
                truncate("cache/results", off_t(size - 9))
                try fill(3..<5)
                try removeDatabase()
                #expect(try known(0..<5) == [0, 1, 3, 4])
            }
        }

        @Test("a path with spaces comes back as it was")
        func paths() throws {
            try inWorkspace {
                let line = JournalLine(key: Digest("k"), output: Digest("o"), path: "bounces/a b  c.wav")
                #expect(JournalLine(Array(line.text.utf8)) == line)
                #expect(JournalLine(Array((line.text + " ").utf8)) == nil)
            }
        }
    }
}
