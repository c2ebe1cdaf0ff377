/// Packs the file at `source` into a new file at `destination`: nothing but the packed bytes, ready for
/// `ZipWriter`.
///
/// Streams: the memory that it takes does not depend on the size of the file. On any error nothing is
/// left at `destination`.
/// - Parameter isCancelled: asked once per piece of 256 KiB; when it says yes, `ArchiveError.cancelled`.
/// - Throws: `ArchiveError`, also when something stands at `destination` already, when `source` is
///   written to meanwhile, and for a level that zlib does not have.
package func compressMember(
    from source: String, to destination: String, compression: Compression,
    isCancelled: () -> Bool = { false }
) throws(ArchiveError) -> MemberSummary {
    let input = try SourceFile(path: source)
    return try compressMember(
        from: input, to: try NewFile(path: destination), compression: compression, isCancelled: isCancelled)
}

func compressMember(
    from source: borrowing SourceFile, to destination: consuming NewFile, compression: Compression,
    isCancelled: () -> Bool
) throws(ArchiveError) -> MemberSummary {
    switch compression {
    case .stored:
        return try pack(source, into: destination, with: StoredEncoder(), isCancelled)
    case .fast:
        return try pack(source, into: destination, with: FastDeflater(path: source.path), isCancelled)
    case .deflate(let level):
        let encoder = try ZlibDeflater(level: level, path: source.path)
        return try pack(source, into: destination, with: encoder, isCancelled)
    }
}

private func pack<Encoder: MemberEncoder & ~Copyable>(
    _ source: borrowing SourceFile, into destination: consuming NewFile, with encoder: consuming Encoder,
    _ isCancelled: () -> Bool
) throws(ArchiveError) -> MemberSummary {
    let buffer = ByteBuffer()
    var checksum = Checksum()
    var position: UInt64 = 0
    // At least one round: an empty member has packed bytes, too.
    repeat {
        if isCancelled() { throw .cancelled(path: source.path) }
        let count = min(source.size - position, UInt64(buffer.bytes.count))
        let piece = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[..<Int(count)])
        try source.read(into: piece, at: position)
        position += count
        checksum.update(UnsafeRawBufferPointer(piece))
        try encoder.encode(piece, isLast: position == source.size) { (packed) throws(ArchiveError) in
            try destination.write(packed)
        }
    } while position < source.size
    try source.requireUnchanged()
    let packedSize = destination.position
    try destination.finish()
    return MemberSummary(
        crc32: checksum.value, size: source.size, compressedSize: packedSize,
        compressionMethod: Encoder.method)
}
