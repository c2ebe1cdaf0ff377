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
