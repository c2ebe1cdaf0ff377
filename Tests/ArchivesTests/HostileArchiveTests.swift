import Foundation
import Testing

@testable import Archives

/// Archives that are well formed and lie.
@Suite struct HostileArchiveTests {
    /// Writes one member whose summary says something else than its bytes.
    static func lie(
        _ space: Workspace, content: [UInt8], _ change: (MemberSummary) -> MemberSummary
    ) throws -> MemberFault? {
        let summary = try space.pack(content, as: "m", .deflate(level: 6))
        let padded = try space.read("m.packed") + [0, 0, 0, 0]
        let source = try space.write(padded, to: "padded")
        var writer = try ZipWriter(path: space.path("a.zip"))
        _ = try writer.add(name: "m", summary: change(summary), from: source)
        try writer.finish()
        return fault { () throws(ArchiveError) in
            let reader = try ZipReader(path: space.path("a.zip"))
            for entry in reader.entries { try reader.verify(entry) }
        }
    }

    static func fault(_ body: () throws(ArchiveError) -> Void) -> MemberFault? {
        do throws(ArchiveError) { try body() } catch {
            guard case .damagedMember(_, "m", let fault) = error else { return nil }
            return fault
        }
        return nil
    }

    @Test("a bomb is stopped at its declared size")
    func bomb() throws {
        let space = try Workspace()
        let fault = try Self.lie(space, content: [UInt8](repeating: 0, count: 20_000_000)) {
            MemberSummary(
                crc32: $0.crc32, size: 1_000, compressedSize: $0.compressedSize, compressionMethod: 8)
        }
        #expect(fault == .tooLong(expected: 1_000))
    }

    @Test("a member shorter than declared is found")
    func short() throws {
        let space = try Workspace()
        let fault = try Self.lie(space, content: [1, 2, 3]) {
            MemberSummary(crc32: $0.crc32, size: 4, compressedSize: $0.compressedSize, compressionMethod: 8)
        }
        #expect(fault == .endsEarly(expected: 4, found: 3))
    }

    @Test("packed bytes that are missing at the end, or left over, are found", arguments: [-1, 1, 3])
    func wrongPackedSize(difference: Int) throws {
        let space = try Workspace()
        let fault = try Self.lie(space, content: Content.text.bytes) {
            MemberSummary(
                crc32: $0.crc32, size: $0.size,
                compressedSize: UInt64(Int($0.compressedSize) + difference), compressionMethod: 8)
        }
        if difference > 0 {
            #expect(fault == .trailingBytes(UInt64(difference)))
        } else {
            guard case .endsEarly = fault else {
                Issue.record("found \(String(describing: fault))")
                return
            }
        }
    }

    @Test("a wrong checksum is found, and both are said")
    func checksum() throws {
        let space = try Workspace()
        let fault = try Self.lie(space, content: [UInt8]("123456789".utf8)) {
            MemberSummary(
                crc32: 1, size: $0.size, compressedSize: $0.compressedSize, compressionMethod: 8)
        }
        #expect(fault == .checksum(expected: 1, found: 0xCBF4_3926))
        #expect(fault?.description.hasSuffix("expected 00000001, found cbf43926") == true)
    }

    @Test("a name that climbs out of its folder is refused on opening")
    func climbingName() throws {
        let space = try Workspace()
        _ = try space.archive([("aa/x", [1])])
        let bytes = Self.replacing("aa/x", with: "../x", in: try space.read("a.zip"))
        let path = try space.write(bytes, to: "bad.zip")
        #expect(
            throws: ArchiveError.refusedName(archive: path, name: "../x", fault: .dotComponent(".."))
        ) { try ZipReader(path: path) }
    }

    @Test("two members that share their bytes are refused on opening")
    func overlap() throws {
        let space = try Workspace()
        _ = try space.archive([("a", Content.text.bytes), ("b", Content.text.bytes)])
        var bytes = try space.read("a.zip")
        let second = try #require(try ZipReader(path: space.path("a.zip")).entries.last)
        // The record of b: names "a", and points at the header of a.
        let record = bytes.count - 22 - 47
        bytes.replaceSubrange(record + 42..<record + 46, with: [0, 0, 0, 0])
        // Headers must agree in the name, so the header of a must be called b, too; then a is at fault.
        #expect(second.headerOffset > 0)
        let path = try space.write(bytes, to: "bad.zip")
        #expect(
            throws: ArchiveError.damagedMember(archive: path, name: "b", fault: .headerNameDisagrees)
        ) { try ZipReader(path: path) }
    }

    @Test("a member that reaches into the next is refused on opening")
    func reachesOver() throws {
        let space = try Workspace()
        // One stored member holds a whole archive's worth of header; the directory lists both.
        let inner = ZipMemberRecord(
            name: "b", summary: MemberSummary(crc32: 0, size: 0, compressedSize: 0, compressionMethod: 0),
            headerOffset: 31, thresholds: Zip64Thresholds())
        let content = inner.localHeader
        let summary = try space.pack(content, as: "m", .stored)
        let outer = ZipMemberRecord(
            name: "a", summary: summary, headerOffset: 0, thresholds: Zip64Thresholds())
        let data = outer.localHeader + content
        let directory = outer.directoryRecord + inner.directoryRecord
        let end = ZipEnd(
            members: 2, directoryOffset: UInt64(data.count), directorySize: UInt64(directory.count),
            thresholds: Zip64Thresholds())
        let path = try space.write(data + directory + end.bytes, to: "bad.zip")
        #expect(throws: ArchiveError.damagedDirectory(archive: path, fault: .overlap("a", "b"))) {
            try ZipReader(path: path)
        }
    }

    @Test("a directory that claims to be huge is refused before any memory is taken for it")
    func hugeDirectory() throws {
        let space = try Workspace()
        let end = ZipEnd(
            members: 1, directoryOffset: 0, directorySize: 1 << 40, thresholds: Zip64Thresholds())
        let path = try space.write([], to: "huge.zip")
        let file = open(path, O_WRONLY)
        defer { close(file) }
        let bytes = end.bytes
        try #require(pwrite(file, bytes, bytes.count, 1 << 40) == bytes.count)
        #expect(
            throws: ArchiveError.unsupported(archive: path, feature: "a directory of more than 256 MiB")
        ) { try ZipReader(path: path) }
    }

    @Test("an entry that is not where this archive has it is not trusted")
    func foreignEntry() throws {
        let space = try Workspace()
        let path = try space.archive([("m", Content.text.bytes)], compression: .stored)
        let reader = try ZipReader(path: path)
        let entry = try #require(reader.entries.first)
        let moved = ZipEntry(
            name: entry.name, summary: entry.summary, dataOffset: entry.dataOffset + 1,
            headerOffset: entry.headerOffset)
        let size = UInt64(try space.read("a.zip").count)
        let expected = ArchiveError.changedWhileRead(path: path, sizeBefore: size, sizeAfter: size)
        #expect(throws: expected) { try reader.verify(moved) }
    }

    @Test("verification stops on request")
    func cancelled() throws {
        let space = try Workspace()
        let reader = try ZipReader(path: try space.archive([("m", Content.overPiece.bytes)]))
        let entry = try #require(reader.entries.first)
        #expect(throws: ArchiveError.cancelled(path: space.path("a.zip"))) {
            try reader.verify(entry) { true }
        }
    }

    @Test("an archive that is rewritten after it was opened is not trusted")
    func rewritten() throws {
        let space = try Workspace()
        let path = try space.archive([("m", Content.text.bytes)])
        let reader = try ZipReader(path: path)
        let entry = try #require(reader.entries.first)
        let file = open(path, O_WRONLY)
        defer { close(file) }
        var times = [timespec(tv_sec: 1, tv_nsec: 1), timespec(tv_sec: 1, tv_nsec: 1)]
        try #require(futimens(file, &times) == 0)
        #expect(throws: ArchiveError.self) { try reader.verify(entry) }
    }

    private static func replacing(_ old: String, with new: String, in bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        let (old, new) = (Array(old.utf8), Array(new.utf8))
        for start in 0...(bytes.count - old.count) where result[start..<start + old.count].elementsEqual(old)
        {
            result.replaceSubrange(start..<start + old.count, with: new)
        }
        return result
    }
}
