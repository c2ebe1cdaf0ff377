import BuildGraph
import Testing

@testable import BuildStore

extension InWorkspace {
    /// Files that bounce itself wrote or moved need no second reading; whatever else happens to them does.
    @Suite struct MovedFileTests {
        @Test("a hash that went along with the writing is the file's, where the file is as long as that")
        func written() throws {
            try inWorkspace {
                let hash = WrittenHash()
                for piece in ["one ", "two"] {
                    Array(piece.utf8).withUnsafeBytes { hash.update($0) }
                }
                try write("one two", to: "file")
                #expect(try FileDigest.written("file", hash)?.digest == Digest("one two"))
                try write("one two and more", to: "file")
                #expect(try FileDigest.written("file", hash) == nil)
                #expect(try FileDigest.written("none", hash) == nil)
            }
        }

        /// A file whose content is claimed, not read: what comes back shows whether it was read.
        func claimed(_ path: String, as digest: Digest) throws -> FileIndex {
            try write("real", to: path)
            letItAge()
            let identity = try #require(try FileIdentity(path: path))
            return FileIndex([path: FileDigest(digest: digest, identity: identity, examined: fileClock())])
        }

        @Test("what bounce moves to its place is known there without being read")
        func published() throws {
            try inWorkspace {
                var artifacts = try Artifacts()
                var index = try claimed("cache/tmp/a.wav", as: Digest("claimed"))
                try artifacts.publish(
                    "cache/tmp/a.wav", as: "bounces/a.wav", content: Digest("claimed"), index: &index
                ) { _ in true }
                #expect(try index.digest(of: "bounces/a.wav") == Digest("claimed"))
                #expect(index.takeNews().keys.sorted() == ["bounces/a.wav"])
                #expect(try index.digest(of: "cache/tmp/a.wav") == nil)
            }
        }

        @Test("what somebody writes to it afterwards is read")
        func writtenAfterwards() throws {
            try inWorkspace {
                var artifacts = try Artifacts()
                var index = try claimed("cache/tmp/a.wav", as: Digest("claimed"))
                try artifacts.publish(
                    "cache/tmp/a.wav", as: "bounces/a.wav", content: Digest("claimed"), index: &index
                ) { _ in true }
                try write("hand", to: "bounces/a.wav")
                #expect(try index.digest(of: "bounces/a.wav") == Digest("hand"))
            }
        }

        @Test("what was written to it before the move, and after it was known, is read")
        func writtenBefore() throws {
            try inWorkspace {
                var artifacts = try Artifacts()
                var index = try claimed("cache/tmp/a.wav", as: Digest("claimed"))
                try write("late", to: "cache/tmp/a.wav")
                try artifacts.publish(
                    "cache/tmp/a.wav", as: "bounces/a.wav", content: Digest("claimed"), index: &index
                ) { _ in true }
                #expect(try index.digest(of: "bounces/a.wav") == Digest("late"))
            }
        }

        @Test(
            "another file, size or stamp of modification is no move",
            arguments: [
                (FileIdentity(device: 9, inode: 2, size: 3, modified: 4, changed: 5), false),
                (FileIdentity(device: 1, inode: 9, size: 3, modified: 4, changed: 5), false),
                (FileIdentity(device: 1, inode: 2, size: 9, modified: 4, changed: 5), false),
                (FileIdentity(device: 1, inode: 2, size: 3, modified: 9, changed: 5), false),
                (FileIdentity(device: 1, inode: 2, size: 3, modified: 4, changed: 100), true),
            ])
        func proof(identity: FileIdentity, isProven: Bool) {
            let file = FileDigest(
                digest: Digest("a"),
                identity: FileIdentity(device: 1, inode: 2, size: 3, modified: 4, changed: 5),
                examined: 6)
            #expect(file.moved(to: identity, at: 50).isProven(by: identity) == isProven)
            // Moved within the tick of its own writing.
            #expect(!file.moved(to: identity, at: 4).isProven(by: identity))
        }

        @Test("an output that no target writes any more is kept in the store")
        func retired() throws {
            try inWorkspace {
                var artifacts = try Artifacts()
                var index = FileIndex([:])
                try write("old", to: "bounces/a.wav")
                try artifacts.retire("bounces/a.wav", content: Digest("old"), index: &index)
                #expect(!exists("bounces/a.wav"))
                let kept = try #require(Artifacts.keptPath(Digest("old"), failures: [:]))
                #expect(text(of: kept) == "old")
            }
        }
    }
}
