import Foundation
import Testing

@testable import Archives

@Suite struct ZipWriterTests {
    @Test("an archive of one stored member is these bytes")
    func layout() throws {
        let space = try Workspace()
        _ = try space.archive([("a/é.txt", [UInt8]("123456789".utf8))], compression: .stored)
        let name: [UInt8] = [0x61, 0x2F, 0xC3, 0xA9, 0x2E, 0x74, 0x78, 0x74]
        let common: [UInt8] =
            [20, 0, 0x00, 0x08, 0, 0, 0, 0, 0x21, 0, 0x26, 0x39, 0xF4, 0xCB]
            + [9, 0, 0, 0, 9, 0, 0, 0, 8, 0, 0, 0]
        let local = [0x50, 0x4B, 3, 4] + common + name + [UInt8]("123456789".utf8)
        let record: [UInt8] =
            [0x50, 0x4B, 1, 2, 20, 3] + common
            + [0, 0, 0, 0, 0, 0, 0x00, 0x00, 0xA4, 0x81, 0, 0, 0, 0] + name
        let end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, 54, 0, 0, 0, 47, 0, 0, 0, 0, 0]
        #expect(try space.read("a.zip") == local + record + end)
    }

    @Test("an empty archive can be written and read")
    func empty() throws {
        let space = try Workspace()
        let archive = try space.archive([])
        #expect(try ZipReader(path: archive).entries.isEmpty)
    }

    @Test(
        "a member taken from an older archive gives the same archive", arguments: [Compression.stored, .fast])
    func reuse(compression: Compression) throws {
        let space = try Workspace()
        let members = [("bass.wav", Content.tone.bytes), ("drums.wav", Content.random.bytes), ("e", [])]
        let old = try ZipReader(path: try space.archive(members, named: "old.zip", compression: compression))
        var writer = try ZipWriter(path: space.path("new.zip"))
        for entry in old.entries {
            let offset = try writer.add(
                name: entry.name, summary: entry.summary, from: space.path("old.zip"),
                offset: entry.dataOffset)
            #expect(offset == entry.dataOffset)
        }
        try writer.finish()
        #expect(try space.read("new.zip") == space.read("old.zip"))
    }

    @Test("an archive that is not finished is removed")
    func unfinished() throws {
        let space = try Workspace()
        do {
            let writer = try ZipWriter(path: space.path("a.zip"))
            #expect(space.exists("a.zip"))
            _ = consume writer
        }
        #expect(!space.exists("a.zip"))
    }

    @Test("an archive that stands there already is refused and kept")
    func existing() throws {
        let space = try Workspace()
        let path = try space.write([1, 2, 3], to: "a.zip")
        #expect(throws: ArchiveError.system(call: .create, path: path, code: EEXIST)) {
            _ = try ZipWriter(path: path)
        }
        #expect(try space.read("a.zip") == [1, 2, 3])
    }

    @Test("after an error the archive cannot be finished")
    func sticky() throws {
        let space = try Workspace()
        let summary = try space.pack([1], as: "m", .stored)
        let path = space.path("a.zip")
        let expected = ArchiveError.refusedName(archive: path, name: "", fault: .empty)
        var errors: [ArchiveError] = []
        do throws(ArchiveError) {
            var writer = try ZipWriter(path: path)
            for name in ["", "ok"] {
                do throws(ArchiveError) {
                    try writer.add(name: name, summary: summary, from: space.path("m"))
                } catch { errors.append(error) }
            }
            try writer.finish()
        } catch { errors.append(error) }
        #expect(errors == [expected, expected, expected])
        #expect(!space.exists("a.zip"))
    }

    @Test("bytes that the source does not have are refused", arguments: [(0, 4), (2, 2), (9, 0)])
    func outsideSource(offset: UInt64, count: UInt64) throws {
        let space = try Workspace()
        let source = try space.write([1, 2, 3], to: "m")
        let summary = MemberSummary(crc32: 0, size: count, compressedSize: count, compressionMethod: 0)
        let expected = ArchiveError.outsideFile(path: source, offset: offset, count: count, size: 3)
        #expect(throws: expected) {
            var writer = try ZipWriter(path: space.path("a.zip"))
            try writer.add(name: "m", summary: summary, from: source, offset: offset)
        }
    }

    @Test(
        "a summary that cannot be is refused",
        arguments: [
            MemberSummary(crc32: 0, size: 2, compressedSize: 3, compressionMethod: 0),
            MemberSummary(crc32: 0, size: 0, compressedSize: 0, compressionMethod: 8),
            MemberSummary(crc32: 0, size: 3, compressedSize: 3, compressionMethod: 12),
        ])
    func inconsistent(summary: MemberSummary) throws {
        let space = try Workspace()
        let source = try space.write([1, 2, 3], to: "m")
        let expected = ArchiveError.inconsistentSummary(
            archive: space.path("a.zip"), name: "m", summary: summary)
        #expect(throws: expected) {
            var writer = try ZipWriter(path: space.path("a.zip"))
            try writer.add(name: "m", summary: summary, from: source)
        }
    }
}
