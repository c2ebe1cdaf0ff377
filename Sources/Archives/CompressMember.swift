/// Packs a part of the file at `source` into a new file at `destination`: nothing but the packed bytes, ready
/// for `ZipWriter`. Every piece is checked against the plain bytes as it is packed.
///
/// Streams: the memory that it takes does not depend on the size of the file. On any error nothing is
/// left at `destination`.
/// - Parameters:
///   - part: where it is nil, all of the file. Parts that are packed apart and then joined are the same bytes.
///   - isCancelled: asked once per piece of 256 KiB or 1 MiB; when it says yes, `ArchiveError.cancelled`.
/// - Throws: `ArchiveError`, also when something stands at `destination` already, when `source` is
///   written to meanwhile, and for a level that zlib does not have.
package func compressMember(
    from source: String, to destination: String, part: MemberPart? = nil, compression: Compression,
    isCancelled: () -> Bool = { false }
) throws(ArchiveError) -> MemberSummary {
    let input = try SourceFile(path: source)
    return try compressMember(
        from: input, to: try NewFile(path: destination), part: part, compression: compression,
        isCancelled: isCancelled)
}

func compressMember(
    from source: borrowing SourceFile, to destination: consuming NewFile, part: MemberPart? = nil,
    compression: Compression, isCancelled: () -> Bool
) throws(ArchiveError) -> MemberSummary {
    let part = part ?? MemberPart(start: 0, count: source.size, isLast: true)
    guard part.isLast == (part.start + part.count == source.size) else {
        throw .changedWhileRead(
            path: source.path, sizeBefore: part.start + part.count, sizeAfter: source.size)
    }
    switch compression {
    case .stored:
        return try pack(source, part, into: destination, with: StoredEncoder(), isCancelled)
    case .fast:
        return try pack(source, part, into: destination, with: FastDeflater(path: source.path), isCancelled)
    case .deflate(let level):
        let encoder = try ZlibDeflater(level: level, path: source.path)
        return try pack(source, part, into: destination, with: encoder, isCancelled)
    }
}

private func pack<Encoder: MemberEncoder & ~Copyable>(
    _ source: borrowing SourceFile, _ part: MemberPart, into destination: consuming NewFile,
    with encoder: consuming Encoder, _ isCancelled: () -> Bool
) throws(ArchiveError) -> MemberSummary {
    // What does not pack stays as long as it is; what is too much goes with the temporary.
    destination.expect(part.count)
    let buffer = ByteBuffer(count: Encoder.pieceSize)
    let check = PieceCheck()
    var checksum = Checksum()
    var done: UInt64 = 0
    // At least one round: an empty member has packed bytes, too.
    repeat {
        if isCancelled() { throw .cancelled(path: source.path) }
        let count = min(part.count - done, UInt64(buffer.bytes.count))
        let piece = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[..<Int(count)])
        try source.read(into: piece, at: part.start + done)
        done += count
        checksum.update(UnsafeRawBufferPointer(piece))
        let isLast = part.isLast && done == part.count
        let packed = try encoder.encode(piece, isLast: isLast)
        guard Encoder.method == MemberSummary.storedMethod || check.holds(packed, piece, isLast: isLast)
        else { throw .mispacked(path: source.path) }
        try destination.write(UnsafeRawBufferPointer(packed))
    } while done < part.count
    try source.requireUnchanged()
    let packedSize = destination.position
    try destination.finish()
    return MemberSummary(
        crc32: checksum.value, size: part.count, compressedSize: packedSize,
        compressionMethod: Encoder.method)
}
