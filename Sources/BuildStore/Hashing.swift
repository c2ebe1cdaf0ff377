package import BuildGraph
private import CXXHash

/// XXH3-128 over bytes that come in pieces.
package struct ContentHasher: ~Copyable {
    private let state: OpaquePointer

    package init() {
        guard let state = XXH3_createState() else { fatalError("BUG: no memory for a hash state") }
        self.state = state
        XXH3_128bits_reset(state)
    }

    deinit { XXH3_freeState(state) }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        XXH3_128bits_update(state, bytes.baseAddress, bytes.count)
    }

    /// The digest of everything up to now.
    package var digest: Digest { Digest(XXH3_128bits_digest(state)) }
}

/// A hash that goes along with writing: a file that is written from start to end need not be read again.
package final class WrittenHash {
    private var hasher = ContentHasher()
    /// Bytes seen.
    package private(set) var size: Int64 = 0

    package init() {}

    package func update(_ bytes: UnsafeRawBufferPointer) {
        hasher.update(bytes)
        size += Int64(bytes.count)
    }

    package var digest: Digest { hasher.digest }
}

/// A short check of some bytes: it finds damage, and names nothing.
func checksum(of bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBytes { XXH3_64bits($0.baseAddress, $0.count) }
}

extension Digest {
    /// The digest of some bytes.
    package init(of bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { Digest(XXH3_128bits($0.baseAddress, $0.count)) }
    }

    fileprivate init(_ hash: XXH128_hash_t) { self.init(high: hash.high64, low: hash.low64) }
}
