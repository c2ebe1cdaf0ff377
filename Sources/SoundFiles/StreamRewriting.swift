/// Changes what the library writes on its way to the file: what it has no words for is put in here.
///
/// The library goes on believing that the file holds what it wrote.
protocol StreamRewriting {
    /// Where in the file the bytes go that the library writes at `position`, and as what.
    mutating func pieces(of bytes: UnsafeRawBufferPointer, at position: Int) -> [RewrittenPiece]

    /// What was held back, at the end.
    mutating func rest() -> [RewrittenPiece]
}

struct RewrittenPiece {
    var bytes: [UInt8]
    var offset: Int
}

/// Puts bytes in front of everything: MP3's tag, of which the library knows a part of the fields only.
struct PrefixRewriting: StreamRewriting {
    let prefix: [UInt8]
    private var isWritten = false

    init(_ prefix: [UInt8]) { self.prefix = prefix }

    mutating func pieces(of bytes: UnsafeRawBufferPointer, at position: Int) -> [RewrittenPiece] {
        let piece = RewrittenPiece(bytes: [UInt8](bytes), offset: prefix.count + position)
        return rest() + [piece]
    }

    mutating func rest() -> [RewrittenPiece] {
        guard !isWritten, !prefix.isEmpty else { return [] }
        isWritten = true
        return [RewrittenPiece(bytes: prefix, offset: 0)]
    }
}
