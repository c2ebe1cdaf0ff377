import Testing

@testable import Archives

/// What each compression gives, pinned: other bytes mean that every archive is another one.
@Suite struct PinnedBytesTests {
    @Test(
        "text and noise pack to these bytes; if a library's new release changes them, so must the key",
        arguments: [
            (Compression.deflate(level: 1), 79_003, 566_745_428 as UInt32),
            (.deflate(level: 6), 77_064, 1_065_725_445),
            (.deflate(level: 9), 77_064, 1_065_725_445), (.fast, 79_850, 3_377_243_211),
        ])
    func packed(compression: Compression, size: Int, crc32: UInt32) throws {
        #if !arch(x86_64)
            // ISA-L has other code, and so other bytes, on other architectures.
            if compression == .fast { return }
        #endif
        let space = try Workspace()
        let plain = Content.text.bytes + Content.random.bytes.map { $0 & 0x3F } + Content.text.bytes
        _ = try space.pack(plain, as: "m", compression)
        let packed = try space.read("m.packed")
        var checksum = Checksum()
        packed.withUnsafeBytes { checksum.update($0) }
        #expect(packed.count == size)
        #expect(checksum.value == crc32)
    }
}
