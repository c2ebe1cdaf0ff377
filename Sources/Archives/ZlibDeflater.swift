import CZlib

/// Raw deflate (RFC 1951) by zlib.
struct ZlibDeflater: MemberEncoder, ~Copyable {
    static let method = MemberSummary.deflateMethod

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
        packed = ByteBuffer()
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    mutating func encode(
        _ plain: UnsafeMutableRawBufferPointer, isLast: Bool,
        emit: (UnsafeRawBufferPointer) throws(ArchiveError) -> Void
    ) throws(ArchiveError) {
        stream.pointee.next_in = plain.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.avail_in = UInt32(plain.count)
        var code = Z_OK
        repeat {
            stream.pointee.next_out = packed.bytes.assumingMemoryBound(to: UInt8.self).baseAddress
            stream.pointee.avail_out = UInt32(packed.bytes.count)
            code = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
            // Z_BUF_ERROR: nothing was left to do after the output buffer had been filled exactly.
            guard [Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(code) else {
                throw .library("zlib", code: code, path: path)
            }
            let count = packed.bytes.count - Int(stream.pointee.avail_out)
            if count > 0 { try emit(UnsafeRawBufferPointer(rebasing: packed.bytes[..<count])) }
        } while stream.pointee.avail_out == 0
        guard stream.pointee.avail_in == 0, !isLast || code == Z_STREAM_END else {
            throw .library("zlib", code: code, path: path)
        }
    }
}
