internal import CZlib

/// What a container must know of a member whose bytes are already packed.
package struct MemberSummary: Equatable, Sendable {
    /// CRC-32 (IEEE 802.3, reflected) of the plain bytes.
    package let crc32: UInt32
    /// Plain bytes.
    package let size: UInt64
    /// Packed bytes; equal to `size` where nothing is packed.
    package let compressedSize: UInt64
    /// The container's number for the packing: `storedMethod` or `deflateMethod`.
    package let compressionMethod: UInt16

    package static let storedMethod: UInt16 = 0
    package static let deflateMethod: UInt16 = 8

    package init(crc32: UInt32, size: UInt64, compressedSize: UInt64, compressionMethod: UInt16) {
        self.crc32 = crc32
        self.size = size
        self.compressedSize = compressedSize
        self.compressionMethod = compressionMethod
    }

    /// False for a packing that the container does not have, and for a member that is not packed but
    /// changes its size.
    var isConsistent: Bool {
        switch compressionMethod {
        case Self.storedMethod: size == compressedSize
        case Self.deflateMethod: compressedSize > 0
        default: false
        }
    }

    /// The member that is made of these parts, one after the other; at least one.
    package init(joining parts: [MemberSummary]) {
        precondition(!parts.isEmpty, "BUG: a member of no parts")
        self.init(
            crc32: parts.dropFirst().reduce(parts[0].crc32) { crc32, part in
                UInt32(truncatingIfNeeded: crc32_combine(UInt(crc32), UInt(part.crc32), Int(part.size)))
            },
            size: parts.reduce(0) { $0 + $1.size },
            compressedSize: parts.reduce(0) { $0 + $1.compressedSize },
            compressionMethod: parts[0].compressionMethod)
    }
}
