/// Takes the PEAK chunk out of an RF64 file of floats: it holds the time of day, and the library, which leaves it out of
/// other files when asked, does not ask itself here. Its place becomes filler, `JUNK`, of zeros.
struct PeakRewriting: StreamRewriting {
    mutating func pieces(of bytes: UnsafeRawBufferPointer, at position: Int) -> [RewrittenPiece] {
        var bytes = [UInt8](bytes)
        // Only headers begin the file, and nothing but the chunk of the form comes before it.
        if position == 0, bytes.starts(with: Array("RF64".utf8)) { Self.blank(&bytes) }
        return [RewrittenPiece(bytes: bytes, offset: position)]
    }

    mutating func rest() -> [RewrittenPiece] { [] }

    private static func blank(_ header: inout [UInt8]) {
        var offset = 12
        while offset + 8 <= header.count {
            let size = ByteOrder.little.integer(header[(offset + 4)..<(offset + 8)])
            if header[offset..<offset + 4].elementsEqual("PEAK".utf8) {
                header.replaceSubrange(offset..<offset + 4, with: Array("JUNK".utf8))
                for index in (offset + 8)..<min(offset + 8 + size, header.count) { header[index] = 0 }
                return
            }
            offset += 8 + size + size % 2
        }
    }
}
