import CZlib

/// Raw deflate (RFC 1951) by zlib.
struct ZlibDeflater: MemberEncoder, ~Copyable {
    static let method = MemberSummary.deflateMethod
    // Larger than ISA-L's: whoever takes zlib wants small archives, and a piece knows nothing of the 32 KiB
    // before it.
    static let pieceSize = 1 << 20

    private let path: String
    // zlib keeps the address of its stream, so it may not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let packed: ByteBuffer

    /// The path is for messages.
    init(level: Int, path: String) throws(ArchiveError) {
        guard Compression.deflateLevels.contains(level) else { throw .unknownLevel(level, path: path) }
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let code = zlib_raw_deflate_init(stream, Int32(level))
        guard code == Z_OK else {
            stream.deallocate()
            throw .library("zlib", code: code, path: path)
        }
        self.path = path
        self.stream = stream
        // zlib's own bound is for the end of a stream; a flush takes a few bytes more.
        packed = ByteBuffer(count: Int(deflateBound(stream, UInt(Self.pieceSize))) + 64)
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    mutating func encode(
        _ plain: UnsafeMutableRawBufferPointer, isLast: Bool
    ) throws(ArchiveError) -> UnsafeMutableRawBufferPointer {
        deflateReset(stream)
        stream.pointee.next_in = plain.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.avail_in = UInt32(plain.count)
        stream.pointee.next_out = packed.bytes.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.avail_out = UInt32(packed.bytes.count)
        let code = deflate(stream, isLast ? Z_FINISH : Z_FULL_FLUSH)
        guard code == (isLast ? Z_STREAM_END : Z_OK), stream.pointee.avail_in == 0,
            stream.pointee.avail_out > 0
        else { throw .library("zlib", code: code, path: path) }
        let count = packed.bytes.count - Int(stream.pointee.avail_out)
        return UnsafeMutableRawBufferPointer(rebasing: packed.bytes[..<count])
    }
}
