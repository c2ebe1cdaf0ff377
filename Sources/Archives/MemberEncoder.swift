/// Packs plain bytes, piece by piece.
///
/// Each piece is packed by itself, as if nothing had come before it, and ends with a byte. So the pieces of one
/// member can be packed by several workers, and each can be checked as soon as it is packed. What comes out
/// depends on where the pieces are cut: that is the encoder's to say, and never the number of workers.
protocol MemberEncoder: ~Copyable {
    /// The container's number for this packing.
    static var method: UInt16 { get }

    /// Bytes of every piece but the last.
    static var pieceSize: Int { get }

    /// The packed bytes, valid until the next call. The encoder does not change `plain`; the libraries merely
    /// ask for it as if they would.
    ///
    /// - Parameter isLast: whether the member ends here, which the packed bytes then say.
    mutating func encode(
        _ plain: UnsafeMutableRawBufferPointer, isLast: Bool
    ) throws(ArchiveError) -> UnsafeMutableRawBufferPointer
}

/// Hands every piece on as it is.
struct StoredEncoder: MemberEncoder {
    static let method = MemberSummary.storedMethod
    static let pieceSize = ByteBuffer.standardSize

    mutating func encode(
        _ plain: UnsafeMutableRawBufferPointer, isLast: Bool
    ) throws(ArchiveError) -> UnsafeMutableRawBufferPointer { plain }
}
