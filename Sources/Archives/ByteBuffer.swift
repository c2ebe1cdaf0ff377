/// A run of memory with one owner: allocated once, reused from read to read.
struct ByteBuffer: ~Copyable {
    let bytes: UnsafeMutableRawBufferPointer

    /// What one read, and one run of packed bytes, is at most: small enough for the second-level cache
    /// with its twin, large enough that a system call costs nothing. The bytes that ISA-L gives depend on
    /// it: another size is another version of the archive.
    static let standardSize = 256 << 10

    init(count: Int = ByteBuffer.standardSize) {
        bytes = .allocate(byteCount: count, alignment: 64)
    }

    deinit { bytes.deallocate() }
}
