import Testing

@testable import Archives

/// The check of packed pieces: it holds for what the packers make, and for nothing that differs from it.
@Suite struct DeflateProofTests {
    static let compressions: [Compression] = [.fast, .deflate(level: 1), .deflate(level: 6)]

    /// The only piece of a member with this content.
    private static func packed(_ plain: [UInt8], _ compression: Compression) throws -> [UInt8] {
        let space = try Workspace()
        _ = try space.pack(plain, as: "m", compression)
        return try space.read("m.packed")
    }

    private static func holds(_ packed: [UInt8], _ plain: [UInt8], isLast: Bool = true) -> Bool {
        packed.withUnsafeBytes { packed in
            plain.withUnsafeBytes { DeflateProof().holds(packed, $0, isLast: isLast) }
        }
    }

    /// Contents of at most one piece, of every kind of block: literals, matches, stored.
    private static let contents: [[UInt8]] =
        [Content.empty, .oneByte, .text, .random, .tone].map(\.bytes) + [
            Content.tone.bytes + Content.text.bytes, Array(repeating: 0, count: 70_000),
            (0..<50_000).map { UInt8(truncatingIfNeeded: $0 / 7) },
        ]

    @Test("it holds for what was packed", arguments: compressions, contents)
    func proves(compression: Compression, plain: [UInt8]) throws {
        #expect(Self.holds(try Self.packed(plain, compression), plain))
    }

    @Test("a byte that was another one is found, wherever it stands", arguments: compressions)
    func changedPlain(compression: Compression) throws {
        let plain = Content.tone.bytes + Content.text.bytes.prefix(5_000)
        let packed = try Self.packed(plain, compression)
        for place in Array(stride(from: 0, to: plain.count, by: 977)) + [plain.count - 1] {
            var other = plain
            other[place] ^= 1
            #expect(!Self.holds(packed, other), "byte \(place)")
        }
    }

    @Test(
        "a bit that flips in what was packed is found, or changes nothing that is unpacked",
        arguments: compressions)
    func changedPacked(compression: Compression) throws {
        let plain = Array(Content.tone.bytes.prefix(20_000)) + Content.text.bytes.prefix(2_000)
        let packed = try Self.packed(plain, compression)
        for bit in stride(from: 0, to: 8 * packed.count, by: 61) {
            var other = packed
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            guard Self.holds(other, plain) else { continue }
            #expect(Self.unpacked(other) == plain, "bit \(bit)")
        }
    }

    @Test("bytes that are missing or too many are found", arguments: compressions)
    func wrongLengths(compression: Compression) throws {
        let plain = Content.tone.bytes
        let packed = try Self.packed(plain, compression)
        for count in [1, 2, 9, packed.count / 2, packed.count] {
            #expect(!Self.holds(Array(packed.dropLast(count)), plain))
            #expect(!Self.holds(packed, Array(plain.dropLast(count))))
        }
        #expect(!Self.holds(packed + [0], plain))
        #expect(!Self.holds(packed, plain + [0]))
    }

    @Test("a byte that the code has no word for is found", arguments: compressions)
    func withoutWord(compression: Compression) throws {
        // Two values in a random order: literals and short matches, and no word for a third value.
        let plain = Content.random.bytes.prefix(4_000).map { $0 % 2 }
        let packed = try Self.packed(plain, compression)
        #expect(Self.holds(packed, plain))
        for place in 0..<200 {
            var other = plain
            other.insert(200, at: place)
            #expect(!Self.holds(packed, other), "before byte \(place)")
        }
    }

    @Test("the end of a member is not in its middle, nor the other way round")
    func lastPiece() throws {
        let plain = Content.tone.bytes
        #expect(!Self.holds(try Self.packed(plain, .fast), plain, isLast: false))
        let first = Array(Content.exactPiece.bytes.prefix(FastDeflater.pieceSize))
        var encoder = FastDeflater(path: "m")
        var copy = first
        let packed = try copy.withUnsafeMutableBytes { [UInt8](try encoder.encode($0, isLast: false)) }
        #expect(Self.holds(packed, first, isLast: false))
        #expect(!Self.holds(packed, first, isLast: true))
    }

    /// What ISA-L unpacks; nil where that fails.
    static func unpacked(_ packed: [UInt8]) -> [UInt8]? {
        var (input, plain): ([UInt8], [UInt8]) = (packed, [])
        let outcome = input.withUnsafeMutableBytes { Inflater().inflate($0) { plain += $0 } }
        return outcome == .finished(unused: 0) ? plain : nil
    }
}
