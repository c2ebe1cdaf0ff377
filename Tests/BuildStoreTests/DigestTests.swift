import BuildGraph
import Testing

@testable import BuildStore

@Suite struct DigestTests {
    /// Byte i is (131 i + 7) mod 256; the digests are those of the reference implementation (xxhash 0.8.3, by way
    /// of Python). The lengths stand on either side of every branch of XXH3.
    static let vectors: [(length: Int, text: String)] = [
        (0, "xxh3-128:99aa06d3014798d86001c324468d497f"),
        (1, "xxh3-128:495b62073ef70ca44c5cca45d0f4811f"),
        (3, "xxh3-128:390cdc5b4a895dd76e3e2670e61106ac"),
        (4, "xxh3-128:aa6e2f274640a3f43d668af6f2a44d77"),
        (8, "xxh3-128:6a86a3bda6af4e3d61ddbe7f31a6100d"),
        (9, "xxh3-128:664c7ca18afd62558c7b67fd458a936b"),
        (16, "xxh3-128:7f9a218b0425449ae2ce54a7c19c730d"),
        (17, "xxh3-128:66fc23f6439dbd778d96ef110fcdebb4"),
        (128, "xxh3-128:aec730751478556cff361dec1385710a"),
        (129, "xxh3-128:98cd36ccbb5579264545b3a09738e31a"),
        (240, "xxh3-128:5293e17bf553903d3f2c53e72293711f"),
        (241, "xxh3-128:b53840fe3fedf161956cae592c67279e"),
        (1_024, "xxh3-128:f69630613f24324d70bd377d9574f4bb"),
        (1_000_000, "xxh3-128:0e47388b9dbe7bc604c5a042488f4bdc"),
    ]

    static func pattern(_ length: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: length) { bytes, count in
            for index in 0..<length { bytes[index] = UInt8(truncatingIfNeeded: index &* 131 &+ 7) }
            count = length
        }
    }

    @Test("a digest is XXH3-128, and its text says so", arguments: vectors)
    func knownVectors(length: Int, text: String) {
        #expect(Digest(of: DigestTests.pattern(length)).text == text)
    }

    @Test("pieces give the digest of the whole", arguments: [1, 7, 64, 255, 256, 4_096])
    func pieces(size: Int) {
        let bytes = DigestTests.pattern(10_000)
        var hasher = ContentHasher()
        bytes.withUnsafeBytes { all in
            for start in stride(from: 0, to: all.count, by: size) {
                hasher.update(UnsafeRawBufferPointer(rebasing: all[start..<min(start + size, all.count)]))
            }
        }
        #expect(hasher.digest == Digest(of: bytes))
    }
}
