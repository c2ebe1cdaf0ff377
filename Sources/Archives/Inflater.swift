import CISAL

/// Raw inflate (RFC 1951) by ISA-L. What is packed may be hostile.
struct Inflater: ~Copyable {
    enum Outcome: Equatable {
        /// All of the input was taken, and the end has not come yet.
        case wantsMore
        /// The end of the packed bytes; so many bytes of the input were left over.
        case finished(unused: Int)
        /// Not deflate; the code is ISA-L's.
        case invalid(code: Int32)
    }

    private let state: UnsafeMutablePointer<inflate_state>
    private let plain = ByteBuffer()

    init() {
        // Zeroed as raw memory: the struct is 80 KB, too large to pass through the stack.
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: MemoryLayout<inflate_state>.size, alignment: 64)
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: MemoryLayout<inflate_state>.size)
        state = memory.bindMemory(to: inflate_state.self, capacity: 1)
        isal_inflate_init(state)
    }

    /// Forgets what came before.
    func reset() { isal_inflate_reset(state) }

    deinit { UnsafeMutableRawPointer(state).deallocate() }

    /// Unpacks all of `packed`, in runs of at most 256 KiB, so that the receiver can stop what grows
    /// beyond its declared size.
    func inflate<Failure: Error>(
        _ packed: UnsafeMutableRawBufferPointer,
        emit: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) -> Outcome {
        state.pointee.next_in = packed.assumingMemoryBound(to: UInt8.self).baseAddress
        state.pointee.avail_in = UInt32(packed.count)
        repeat {
            state.pointee.next_out = plain.bytes.assumingMemoryBound(to: UInt8.self).baseAddress
            state.pointee.avail_out = UInt32(plain.bytes.count)
            let code = isal_inflate(state)
            guard code == ISAL_DECOMP_OK || code == ISAL_END_INPUT else { return .invalid(code: code) }
            let count = plain.bytes.count - Int(state.pointee.avail_out)
            if count > 0 { try emit(UnsafeRawBufferPointer(rebasing: plain.bytes[..<count])) }
            if isal_inflate_is_complete(state) != 0 {
                return .finished(unused: Int(isal_inflate_unused(state)))
            }
        } while state.pointee.avail_out == 0
        return .wantsMore
    }
}
