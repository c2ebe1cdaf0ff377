import BuildGraph
import Foundation
import Testing

@testable import BuildStore

extension InWorkspace {
    @Suite struct FileDigestTests {
        @Test(
            "a file's digest is that of its bytes, also of many buffers' worth",
            arguments: [0, 1, 262_144, 700_001])
        func content(length: Int) throws {
            try inWorkspace {
                let bytes = DigestTests.pattern(length)
                try Data(bytes).write(to: URL(filePath: "input.wav"))
                #expect(try FileDigest.read("input.wav")?.digest == Digest(of: bytes))
            }
        }

        @Test("a file that does not exist has no digest and no identity")
        func missing() throws {
            try inWorkspace {
                #expect(try FileDigest.read("none.wav") == nil)
                #expect(try FileIdentity(path: "none.wav") == nil)
                try write("x", to: "file")
                #expect(try FileIdentity(path: "file/below") == nil)
            }
        }

        @Test("what is no file is refused by name")
        func directory() throws {
            try inWorkspace {
                #expect(throws: StoreError.notAFile(path: "bounces", kind: .directory)) {
                    try FileDigest.read("bounces")
                }
            }
        }

        @Test("a file as young as its examination is not proven by its stat; an older one is")
        func racyRule() throws {
            try inWorkspace {
                // A busy machine may come to the reading late: it tries until it comes in time.
                var young: FileDigest
                repeat {
                    try write("one", to: "input.wav")
                    young = try #require(try FileDigest.read("input.wav"))
                } while young.examined - young.identity.changed > 20_000_000
                #expect(!young.isProven(by: young.identity))
                letItAge()
                let old = try #require(try FileDigest.read("input.wav"))
                #expect(old.identity == young.identity)
                #expect(old.isProven(by: old.identity))
            }
        }

        @Test("every part of an identity tells two versions of a file apart")
        func identityParts() {
            let file = FileIdentity(device: 1, inode: 2, size: 3, modified: 4, changed: 5)
            let known = FileDigest(digest: Digest("a"), identity: file, examined: .max)
            #expect(known.isProven(by: file))
            for other in [
                FileIdentity(device: 9, inode: 2, size: 3, modified: 4, changed: 5),
                FileIdentity(device: 1, inode: 9, size: 3, modified: 4, changed: 5),
                FileIdentity(device: 1, inode: 2, size: 9, modified: 4, changed: 5),
                FileIdentity(device: 1, inode: 2, size: 3, modified: 9, changed: 5),
                FileIdentity(device: 1, inode: 2, size: 3, modified: 4, changed: 9),
            ] {
                #expect(!known.isProven(by: other))
            }
        }

        @Test(
            "the younger of both stamps has to be 20 ms older than the examination, or 2.5 s where stamps are whole seconds",
            arguments: [
                (1, 1, 20_000_001, false), (1, 1, 20_000_002, true), (2, 1, 20_000_002, false),
                (1, 2, 20_000_002, false), (.max, 1, .max, false), (1, .max, .max, false),
                (.min, .min, .max, true), (1, 1, .min, false), (.max, .max, .min, false),
                (0, 0, 2_500_000_000, false), (0, 0, 2_500_000_001, true),
                (1_000_000_000, 1, 3_500_000_000, false), (1_000_000_000, 1, 3_500_000_001, true),
            ] as [(Int64, Int64, Int64, Bool)])
        func tick(modified: Int64, changed: Int64, moment: Int64, isOlder: Bool) {
            let file = FileIdentity(device: 0, inode: 0, size: 0, modified: modified, changed: changed)
            #expect(file.isOlder(than: moment) == isOlder)
        }

        @Test(
            "a file whose stamp lies at the edge of what can be counted is read like any other",
            arguments: [-1_000_000_000, 0, 2_147_483_648, 4_294_967_296, 9_223_372_036])
        func farStamps(seconds: Int) throws {
            try inWorkspace {
                try write("x", to: "input.wav")
                let stamp = timespec(tv_sec: seconds, tv_nsec: 999_999_999)
                let isSet = utimensat(AT_FDCWD, "input.wav", [stamp, stamp], 0) == 0
                try #require(isSet)
                var index = FileIndex([:])
                letItAge()
                #expect(try index.digest(of: "input.wav") == Digest("x"))
                #expect(try index.digest(of: "input.wav") == Digest("x"))
            }
        }
    }

    @Suite struct FileIndexTests {
        @Test("a proven file is not read again; a changed one is, and is news")
        func reading() throws {
            try inWorkspace {
                try write("one", to: "input.wav")
                letItAge()
                let identity = try #require(try FileIdentity(path: "input.wav"))
                // A digest that the content does not have shows whether the content was looked at.
                let claimed = FileDigest(digest: Digest("claimed"), identity: identity, examined: fileClock())
                var index = FileIndex(["input.wav": claimed])
                #expect(try index.digest(of: "input.wav") == Digest("claimed"))
                #expect(index.news.isEmpty)

                try write("two", to: "input.wav")
                #expect(try index.digest(of: "input.wav") == Digest("two"))
                #expect(index.takeNews().mapValues(\.digest) == ["input.wav": Digest("two")])
                #expect(index.takeNews().isEmpty)
            }
        }

        @Test("a young file is read every time: another write within the same tick is seen")
        func young() throws {
            try inWorkspace {
                var index = FileIndex([:])
                for round in 0..<50 {
                    // The same length, and often the same stamp.
                    try write("\(round + 100)", to: "input.wav")
                    #expect(try index.digest(of: "input.wav") == Digest("\(round + 100)"))
                }
            }
        }

        @Test("the same content put back with its old stamp is still looked at: nobody sets the change time")
        func stampPutBack() throws {
            try inWorkspace {
                try write("one", to: "input.wav")
                letItAge()
                var index = FileIndex([:])
                #expect(try index.digest(of: "input.wav") == Digest("one"))
                let before = try #require(try FileIdentity(path: "input.wav"))
                letItAge()
                try write("two", to: "input.wav")
                let stamp = timespec(
                    tv_sec: Int(before.modified / 1_000_000_000),
                    tv_nsec: Int(before.modified % 1_000_000_000))
                #expect(utimensat(AT_FDCWD, "input.wav", [stamp, stamp], 0) == 0)
                #expect(try FileIdentity(path: "input.wav")?.modified == before.modified)
                #expect(try index.digest(of: "input.wav") == Digest("two"))
            }
        }

        @Test("a file that is gone has no digest, whatever was known of it")
        func gone() throws {
            try inWorkspace {
                try write("one", to: "input.wav")
                letItAge()
                var index = FileIndex([:])
                #expect(try index.digest(of: "input.wav") != nil)
                try removeFile("input.wav")
                #expect(try index.digest(of: "input.wav") == nil)
            }
        }
    }
}
