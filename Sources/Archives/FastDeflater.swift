import CISAL

/// Raw deflate (RFC 1951) by ISA-L at level 1.
struct FastDeflater: MemberEncoder, ~Copyable {
    static let method = MemberSummary.deflateMethod

    private let path: String
    private let stream: UnsafeMutablePointer<isal_zstream>
    // The library's hash table and tokens.
    private let workspace: ByteBuffer
    private let packed = ByteBuffer()

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
        isal_deflate_init(stream)
        stream.pointee.level = 1
        stream.pointee.level_buf = workspace.bytes.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.level_buf_size = isal_level1_buffer_size()
    }

    deinit { UnsafeMutableRawPointer(stream).deallocate() }

    mutating func encode(
        _ plain: UnsafeMutableRawBufferPointer, isLast: Bool,
        emit: (UnsafeRawBufferPointer) throws(ArchiveError) -> Void
    ) throws(ArchiveError) {
        stream.pointee.next_in = plain.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.avail_in = UInt32(plain.count)
        stream.pointee.end_of_stream = isLast ? 1 : 0
        repeat {
            stream.pointee.next_out = packed.bytes.assumingMemoryBound(to: UInt8.self).baseAddress
            stream.pointee.avail_out = UInt32(packed.bytes.count)
            let code = isal_deflate(stream)
            guard code == COMP_OK else { throw .library("ISA-L", code: code, path: path) }
            let count = packed.bytes.count - Int(stream.pointee.avail_out)
            if count > 0 { try emit(UnsafeRawBufferPointer(rebasing: packed.bytes[..<count])) }
        } while stream.pointee.avail_out == 0
        guard !isLast || isal_deflate_is_complete(stream) != 0 else {
            throw .library("ISA-L", code: ISAL_INVALID_STATE, path: path)
        }
    }
}
