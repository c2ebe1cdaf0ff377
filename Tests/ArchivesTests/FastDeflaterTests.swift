import Testing

@testable import Archives

@Suite struct FastDeflaterTests {
    /// Left alone, ISA-L hashes bits 16 to 47 of the stream's address in place of the third to sixth bytes of
    /// what it packs: an encoder whose address has those bytes finds a match that no other finds.
    @Test("the packed bytes do not depend on where the encoder lies in memory", arguments: [false, true])
    func address(isLast: Bool) throws {
        var one = FastDeflater(path: "m")
        var other = FastDeflater(path: "m")
        for address in [UInt(bitPattern: one.stream), UInt(bitPattern: other.stream)] {
            let bits = (2..<6).map { UInt8(truncatingIfNeeded: address >> (8 * $0)) }
            let distinct = Content.noise(count: 3_000, seed: 9).map { $0 & 31 }
            let plain = [1, 2] + bits + distinct.prefix(1_000) + bits + distinct.suffix(1_000)
            #expect(try packed(plain, &one, isLast) == packed(plain, &other, isLast))
        }
    }

    @Test("few bytes pack and unpack", arguments: 0..<12)
    func few(count: Int) throws {
        var encoder = FastDeflater(path: "m")
        let plain = [UInt8](repeating: 7, count: count)
        let packed = try packed(plain, &encoder, true)
        #expect(DeflateProofTests.unpacked(packed) == plain)
    }

    private func packed(
        _ plain: [UInt8], _ encoder: inout FastDeflater, _ isLast: Bool
    ) throws -> [UInt8] {
        var plain = plain
        return try plain.withUnsafeMutableBytes { [UInt8](try encoder.encode($0, isLast: isLast)) }
    }
}
