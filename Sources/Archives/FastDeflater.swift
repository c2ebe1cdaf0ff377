import CISAL

/// Raw deflate (RFC 1951) by ISA-L at level 1.
struct FastDeflater: MemberEncoder, ~Copyable {
    static let method = MemberSummary.deflateMethod
    // A piece and what is made of it fit into the second-level cache, so that checking it costs no memory
    // traffic. For recordings, larger pieces would make archives a hundredth of a percent smaller.
    static let pieceSize = ByteBuffer.standardSize

    /// Bytes of a piece that are flushed before all others, which costs seven bytes.
    ///
    /// The library's quick loop hashes, for the third byte of a stream that begins in it, a register that holds
    /// the stream's address: what comes out would depend on where the memory lies, once in eight thousand
    /// processes. These few bytes are below the reach of that loop and go another way, and after them the stream
    /// has begun. Fewer than the shortest match, 4, do not count as a beginning.
    private static let leadSize = 4

    private let path: String
    /// Nothing of its address may reach the packed bytes.
    let stream: UnsafeMutablePointer<isal_zstream>
    // The library's hash table and tokens.
    private let workspace: ByteBuffer
    // What does not pack grows by five bytes for each 64 KiB, and those of a block without content.
    private let packed = ByteBuffer(count: pieceSize + pieceSize / 64)

    /// The path is for messages.
    init(path: String) {
        self.path = path
        workspace = ByteBuffer(count: Int(isal_level1_buffer_size()))
        workspace.bytes.initializeMemory(as: UInt8.self, repeating: 0)
        // Zeroed as raw memory: the struct is 100 KB, too large to pass through the stack.
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: MemoryLayout<isal_zstream>.size, alignment: 64)
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: MemoryLayout<isal_zstream>.size)
        stream = memory.bindMemory(to: isal_zstream.self, capacity: 1)
    }

    deinit { UnsafeMutableRawPointer(stream).deallocate() }

    mutating func encode(
        _ plain: UnsafeMutableRawBufferPointer, isLast: Bool
    ) throws(ArchiveError) -> UnsafeMutableRawBufferPointer {
        isal_deflate_init(stream)
        stream.pointee.level = 1
        stream.pointee.level_buf = workspace.bytes.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.level_buf_size = isal_level1_buffer_size()
        stream.pointee.next_out = packed.bytes.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.avail_out = UInt32(packed.bytes.count)
        let lead = plain.count > Self.leadSize ? Self.leadSize : 0
        if lead > 0 {
            try deflate(UnsafeMutableRawBufferPointer(rebasing: plain[..<lead]), SYNC_FLUSH)
        }
        stream.pointee.end_of_stream = isLast ? 1 : 0
        try deflate(
            UnsafeMutableRawBufferPointer(rebasing: plain[lead...]), isLast ? NO_FLUSH : FULL_FLUSH)
        let count = packed.bytes.count - Int(stream.pointee.avail_out)
        return UnsafeMutableRawBufferPointer(rebasing: packed.bytes[..<count])
    }

    private mutating func deflate(
        _ plain: UnsafeMutableRawBufferPointer, _ flush: Int32
    ) throws(ArchiveError) {
        stream.pointee.flush = UInt16(flush)
        stream.pointee.next_in = plain.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.avail_in = UInt32(plain.count)
        let code = isal_deflate(stream)
        guard code == COMP_OK, stream.pointee.avail_in == 0, stream.pointee.avail_out > 0 else {
            throw .library("ISA-L", code: code, path: path)
        }
    }
}
