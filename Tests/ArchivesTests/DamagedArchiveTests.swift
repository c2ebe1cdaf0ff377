import Foundation
import Testing

@testable import Archives

@Suite struct DamagedArchiveTests {
    struct Member: Equatable {
        let name: String
        let bytes: [UInt8]
    }

    /// What an archive holds, if it is not found to be damaged.
    static func contents(of path: String) throws(ArchiveError) -> [Member] {
        let reader = try ZipReader(path: path)
        var members: [Member] = []
        for entry in reader.entries {
            members.append(Member(name: entry.name, bytes: try reader.content(of: entry)))
        }
        return members
    }

    /// A few hundred bytes with everything in them.
    static func small(_ space: Workspace, isWide: Bool) throws -> [UInt8] {
        let thresholds = isWide ? Zip64Thresholds(bytes: 20, members: 2) : Zip64Thresholds()
        let bytes = [UInt8](String(repeating: "kick snare ", count: 9).utf8)
        _ = try space.archive(
            [("a", bytes), ("b/c", Array(bytes.reversed())), ("d", [])], compression: .deflate(level: 6),
            thresholds: thresholds)
        return try space.read("a.zip")
    }

    @Test("a flipped bit anywhere in a small archive is found, or harmless", arguments: [false, true])
    func everyBit(isWide: Bool) throws {
        let space = try Workspace()
        let good = try Self.small(space, isWide: isWide)
        let flips = good.indices.flatMap { index in (0..<8).map { (index, UInt8(1 << $0)) } }
        let harmless = try Self.harmless(flips, of: good, at: space.path("a.zip"))
        // For each of the three members: stamps and versions in both its records, attributes, how hard the
        // packer tried, the flag that an ASCII name is UTF-8, and what fills up the last byte of deflate.
        #expect(harmless < 3 * 200)
    }

    @Test("a flipped bit in every 64th byte of a large archive is found, or harmless")
    func every64th() throws {
        let space = try Workspace()
        let noise = Content.noise(count: 20_000, seed: 4)
        _ = try space.archive([("noise", noise), ("tone", Content.tone(frames: 5_000))])
        let good = try space.read("a.zip")
        let flips = stride(from: 0, to: good.count, by: 64).map { ($0, UInt8(1 << ($0 / 64 % 8))) }
        #expect(flips.count > 400)
        #expect(try Self.harmless(flips, of: good, at: space.path("a.zip")) <= 2)
    }

    /// Flips bits one after the other, and counts the flips that change nothing of the contents. That the
    /// contents change and nobody notices is an issue.
    private static func harmless(
        _ flips: [(index: Int, mask: UInt8)], of good: [UInt8], at path: String
    ) throws -> Int {
        let expected = try contents(of: path)
        let file = open(path, O_WRONLY)
        defer { close(file) }
        var count = 0
        for (index, mask) in flips {
            try #require(pwrite(file, [good[index] ^ mask], 1, off_t(index)) == 1)
            count += isHarmless(path, expected) ? 1 : 0
            try #require(pwrite(file, [good[index]], 1, off_t(index)) == 1)
        }
        return count
    }

    private static func isHarmless(_ path: String, _ expected: [Member]) -> Bool {
        do throws(ArchiveError) {
            let found = try contents(of: path)
            #expect(found == expected)
            return true
        } catch {
            #expect(error.description.contains(path))
            return false
        }
    }

    @Test("an archive cut short anywhere is found", arguments: [false, true])
    func truncated(isWide: Bool) throws {
        let space = try Workspace()
        let good = try Self.small(space, isWide: isWide)
        for count in 0..<good.count {
            let path = try space.write(Array(good[..<count]), to: "cut.zip")
            #expect(throws: ArchiveError.self, "\(count) of \(good.count) bytes") {
                try Self.contents(of: path)
            }
        }
    }

    @Test("an archive with bytes before or after it is refused")
    func surrounded() throws {
        let space = try Workspace()
        let good = try Self.small(space, isWide: false)
        let after = try space.write(good + [0], to: "after.zip")
        #expect(throws: ArchiveError.damagedDirectory(archive: after, fault: .noEndRecord)) {
            try ZipReader(path: after)
        }
        let before = try space.write([0] + good, to: "before.zip")
        #expect(throws: ArchiveError.self) { try ZipReader(path: before) }
    }

    @Test("a directory that does not end where the end record starts is refused")
    func gap() throws {
        let space = try Workspace()
        let good = try Self.small(space, isWide: false)
        let path = try space.write(Array(good.dropLast(22)) + [0] + Array(good.suffix(22)), to: "gap.zip")
        let limit = UInt64(good.count - 22)
        let fault = DirectoryFault.disagreement("end of the directory", expected: limit + 1, found: limit)
        #expect(throws: ArchiveError.damagedDirectory(archive: path, fault: fault)) {
            try ZipReader(path: path)
        }
    }

    @Test("a number of members that is not the directory's is refused", arguments: [2, 4])
    func wrongCount(members: UInt8) throws {
        let space = try Workspace()
        var bytes = try Self.small(space, isWide: false)
        bytes[bytes.count - 22 + 8] = members
        bytes[bytes.count - 22 + 10] = members
        let path = try space.write(bytes, to: "count.zip")
        // Three records of at least 46 bytes each have no room for a fourth.
        let what = members == 2 ? "members" : "members in 143 bytes of directory, at most"
        let fault = DirectoryFault.disagreement(
            what, expected: members == 2 ? 2 : 3, found: members == 2 ? 3 : 4)
        #expect(throws: ArchiveError.damagedDirectory(archive: path, fault: fault)) {
            try ZipReader(path: path)
        }
    }

    @Test("noise is no archive, and never a crash", arguments: 0..<20)
    func noise(seed: Int) throws {
        let space = try Workspace()
        var bytes = Content.noise(count: 500 + seed, seed: UInt64(seed))
        // With an end record after it that asks for some of it as its directory.
        bytes += [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 3, 0, 3, 0, 244, 1, 0, 0, UInt8(seed), 0, 0, 0, 0, 0]
        let path = try space.write(bytes, to: "noise.zip")
        #expect(throws: ArchiveError.self) { try ZipReader(path: path) }
    }

    @Test("mutated deflate data is found, or harmless, and never a crash")
    func mutated() throws {
        let space = try Workspace()
        _ = try space.archive([("m", Content.text.bytes)], compression: .deflate(level: 9))
        let good = try space.read("a.zip")
        let expected = try Self.contents(of: space.path("a.zip"))
        let entry = try #require(try ZipReader(path: space.path("a.zip")).entries.first)
        let noise = Content.noise(count: 4_000, seed: 7)
        for round in 0..<1_000 {
            var bytes = good
            for step in 0..<2 {
                let at = Int(noise[4 * round + step]) * 256 + Int(noise[4 * round + 3 - step])
                bytes[Int(entry.dataOffset) + at % Int(entry.summary.compressedSize)] = noise[4 * round + 2]
            }
            _ = Self.isHarmless(try space.write(bytes, to: "mutated.zip"), expected)
        }
    }
}
