import Testing

@testable import Archives

@Suite struct MemberPartTests {
    @Test(
        "parts follow each other from the first byte to the last",
        arguments: [0, 1, 8 << 20, (8 << 20) + 1, 50_000_000])
    func cover(size: UInt64) {
        let parts = MemberPart.parts(ofSize: size)
        #expect(parts.first?.start == 0)
        for (part, next) in zip(parts, parts.dropFirst()) { #expect(part.start + part.count == next.start) }
        #expect(parts.last.map { $0.start + $0.count } == size)
        #expect(parts.map(\.isLast) == parts.indices.map { $0 == parts.count - 1 })
    }

    @Test(
        "parts packed apart and joined are the member packed in one go",
        arguments: CompressMemberTests.compressions)
    func joined(compression: Compression) throws {
        let space = try Workspace()
        let pieces = 1 << 20
        let plain =
            Content.noise(count: pieces, seed: 4)
            + (0..<pieces + 1000).map { UInt8(truncatingIfNeeded: $0 / 99) }
        let whole = try space.pack(plain, as: "m", compression)
        let parts = [
            MemberPart(start: 0, count: UInt64(pieces), isLast: false),
            MemberPart(start: UInt64(pieces), count: UInt64(plain.count - pieces), isLast: true),
        ]
        let summaries = try parts.enumerated().map { index, part in
            try compressMember(
                from: space.path("m"), to: space.path("\(index)"), part: part, compression: compression)
        }
        #expect(MemberSummary(joining: summaries) == whole)
        #expect(try space.read("0") + space.read("1") == space.read("m.packed"))
    }

    @Test("a file that is not as long as its parts say has changed", arguments: [-1, 1])
    func changedSize(more: Int) throws {
        let space = try Workspace()
        let source = try space.write([1, 2, 3], to: "m")
        let part = MemberPart(start: 0, count: UInt64(3 + more), isLast: true)
        #expect(
            throws: ArchiveError.changedWhileRead(path: source, sizeBefore: UInt64(3 + more), sizeAfter: 3)
        ) {
            try compressMember(from: source, to: space.path("out"), part: part, compression: .fast)
        }
    }
}
