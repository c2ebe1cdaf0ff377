private import CNettle

/// SHA-256 (FIPS 180-4) over bytes that come in pieces: the digest for bytes that leave the machine, which every
/// receiver has a tool for. Inside, XXH3 does: it is ten times as fast, and nobody is deceived by his own files.
package final class SecureHasher {
    private var context: sha256_ctx

    package init() {
        context = sha256_ctx()
        nettle_sha256_init(&context)
    }

    package func update(_ bytes: UnsafeRawBufferPointer) {
        nettle_sha256_update(&context, bytes.count, bytes.assumingMemoryBound(to: UInt8.self).baseAddress)
    }

    /// The digest of everything up to now, as `sha256sum` writes it: 64 hexadecimal digits.
    package var digest: String {
        var copy = context
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
        nettle_sha256_finish(&copy, &digest)
        return digest.map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }.joined()
    }
}
