/// Packs a stream of plain bytes, piece by piece.
///
/// Every piece but the last has the same size, always: what comes out may depend on where the pieces
/// are cut, and must depend on nothing else.
protocol MemberEncoder: ~Copyable {
    /// The container's number for this packing.
    static var method: UInt16 { get }

    /// Takes all of `plain` and hands on what is packed by now; the last piece hands on all the rest.
    /// The encoder does not change `plain`; the libraries merely ask for it as if they would.
    mutating func encode(
        _ plain: UnsafeMutableRawBufferPointer, isLast: Bool,
        emit: (UnsafeRawBufferPointer) throws(ArchiveError) -> Void
    ) throws(ArchiveError)
}

/// Hands every piece on as it is.
struct StoredEncoder: MemberEncoder {
    static let method = MemberSummary.storedMethod

    mutating func encode(
        _ plain: UnsafeMutableRawBufferPointer, isLast: Bool,
        emit: (UnsafeRawBufferPointer) throws(ArchiveError) -> Void
    ) throws(ArchiveError) {
        try emit(UnsafeRawBufferPointer(plain))
    }
}
