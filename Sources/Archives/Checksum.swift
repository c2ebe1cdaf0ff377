import CISAL

/// CRC-32 of a stream of bytes (IEEE 802.3, reflected: ITU-T V.42, the one of ZIP and gzip).
struct Checksum {
    private(set) var value: UInt32 = 0

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.assumingMemoryBound(to: UInt8.self).baseAddress else { return }
        value = crc32_gzip_refl(value, start, UInt64(bytes.count))
    }
}
