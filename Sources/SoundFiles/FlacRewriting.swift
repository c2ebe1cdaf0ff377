/// Puts comments into the block of a FLAC file that libFLAC leaves for them.
///
/// The file begins with `fLaC`, the stream's description and the comments, in this order; what follows the comments
/// moves by as much as they grow.
///
/// Source: RFC 9639, "Free Lossless Audio Codec (FLAC)", section 8.
struct FlacRewriting: StreamRewriting {
    private static let commentsOffset = 42

    private let comments: [String]
    /// What has come of the head of the file, until it is whole.
    private var head: [UInt8] = []
    /// By how much the file grows behind the head, once that is known.
    private var growth: Int?
    private var headEnd = 0

    init(_ comments: [String]) { self.comments = comments }

    mutating func pieces(of bytes: UnsafeRawBufferPointer, at position: Int) -> [RewrittenPiece] {
        if let growth {
            // Never across the end of the head: the library goes back to the stream's description alone.
            let offset = position < headEnd ? position : position + growth
            return [RewrittenPiece(bytes: [UInt8](bytes), offset: offset)]
        }
        guard position == head.count else { return rest() + pieces(of: bytes, at: position) }
        head += bytes
        guard let size = commentsSize, head.count >= Self.commentsOffset + 4 + size else { return [] }
        return [RewrittenPiece(bytes: rewritten(size), offset: 0)]
    }

    /// What was held back of a head that never came to its end.
    mutating func rest() -> [RewrittenPiece] {
        guard growth == nil else { return [] }
        growth = 0
        headEnd = head.count
        return [RewrittenPiece(bytes: head, offset: 0)]
    }

    /// The size of the comments' block; nil while it is not known.
    private var commentsSize: Int? {
        guard head.count >= Self.commentsOffset + 4, head.starts(with: Array("fLaC".utf8)),
            head[Self.commentsOffset] & 0x7F == 4
        else { return nil }
        return head[(Self.commentsOffset + 1)..<(Self.commentsOffset + 4)].reduce(0) { $0 << 8 | Int($1) }
    }

    private mutating func rewritten(_ size: Int) -> [UInt8] {
        let start = Self.commentsOffset + 4
        let body = VorbisComments.bytes(
            vendor: VorbisComments.vendor(of: head[start..<start + size]), comments)
        headEnd = start + size
        growth = body.count - size
        var result = Array(head[..<(Self.commentsOffset + 1)])
        result.append(big: body.count, bytes: 3)
        return result + body + head[headEnd...]
    }
}
