extension SourceFile {
    /// Unpacks a member whose packed bytes are in this file, piece by piece, as far as `check` lets it.
    func unpack(
        _ entry: ZipEntry, into check: inout MemberCheck, _ isCancelled: () -> Bool,
        _ receive: (UnsafeRawBufferPointer) throws(ArchiveError) -> Void
    ) throws(ArchiveError) {
        let buffer = ByteBuffer()
        let decoder = MemberDecoder(method: entry.summary.compressionMethod)
        var left = entry.summary.compressedSize
        while left > 0 {
            if isCancelled() { throw .cancelled(path: path) }
            let count = Int(min(left, UInt64(buffer.bytes.count)))
            let piece = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[..<count])
            try read(into: piece, at: entry.dataOffset + entry.summary.compressedSize - left)
            left -= UInt64(count)
            let outcome = try decoder.decode(piece) { (plain) throws(ArchiveError) in
                try check.update(plain)
                try receive(plain)
            }
            switch outcome {
            case .wantsMore: continue
            case .invalid(let code): throw check.damaged(.notDeflate(code: code))
            case .finished(let unused):
                guard left == 0, unused == 0 else {
                    throw check.damaged(.trailingBytes(left + UInt64(unused)))
                }
                return
            }
        }
        if decoder.hasEndMark { throw check.cutShort }
    }
}

/// Unpacks a member that `compressMember` packed, and compares its size and checksum with its summary.
///
/// - Parameter isCancelled: asked once per piece of 256 KiB; when it says yes, `ArchiveError.cancelled`.
package func verifyMember(
    packedAt path: String, _ summary: MemberSummary, isCancelled: () -> Bool = { false }
) throws(ArchiveError) {
    let file = try SourceFile(path: path)
    let entry = ZipEntry(name: path, summary: summary, dataOffset: 0, headerOffset: 0)
    guard file.size == summary.compressedSize else {
        throw .outsideFile(path: path, offset: 0, count: summary.compressedSize, size: file.size)
    }
    var check = MemberCheck(entry: entry, archive: path)
    try file.unpack(entry, into: &check, isCancelled) { (_) throws(ArchiveError) in }
    try check.finish()
    try file.requireUnchanged()
}
