/// Pins the serial number of an Ogg stream, which the library takes from the time of day, and puts comments into its
/// second packet.
///
/// Pages go through one by one. The first stays alone, as it has to; the other header packets are gathered, and
/// paged anew. The pages of the audio keep their packets and get their new place in the order. Each page is closed
/// by its checksum.
///
/// Sources: RFC 3533, "The Ogg Encapsulation Format Version 0"; RFC 7845, "Ogg Encapsulation for the Opus Audio
/// Codec".
struct OggRewriting: StreamRewriting {
    private static let serial = 0x626F_756E

    private let comments: [String]
    /// Bytes of a page that is not whole yet.
    private var pending: [UInt8] = []
    private var offset = 0
    private var sequence = 0
    /// Header packets that are to come after the first; nil until that tells the codec, 0 when all have come.
    private var headersLeft: Int?
    private var packets: [[UInt8]] = [[]]

    init(_ comments: [String]) { self.comments = comments }

    mutating func pieces(of bytes: UnsafeRawBufferPointer, at position: Int) -> [RewrittenPiece] {
        pending += bytes
        var pages: [[UInt8]] = []
        while let size = OggPage.size(of: pending), pending.count >= size {
            let page = OggPage(Array(pending[..<size]))
            pending.removeFirst(size)
            pages += rewritten(page)
        }
        return pages.map { piece($0) }
    }

    mutating func rest() -> [RewrittenPiece] {
        // Only what the library broke off: whole pages are gone.
        pending.isEmpty ? [] : [piece(pending)]
    }

    private mutating func piece(_ bytes: [UInt8]) -> RewrittenPiece {
        defer { offset += bytes.count }
        return RewrittenPiece(bytes: bytes, offset: offset)
    }

    private mutating func rewritten(_ page: OggPage) -> [[UInt8]] {
        guard let left = headersLeft else {
            headersLeft = page.body.starts(with: Array("OpusHead".utf8)) ? 1 : 2
            return [finished(page)]
        }
        guard left > 0 else { return [finished(page)] }
        gather(page)
        guard packets.count > left else { return [] }
        headersLeft = 0
        packets[0] = commented(packets[0])
        return OggPage.pages(of: Array(packets[..<left])).map { finished($0) }
    }

    /// Collects the packets of a page: a segment shorter than 255 bytes ends one.
    private mutating func gather(_ page: OggPage) {
        var start = page.body.startIndex
        for segment in page.segments {
            packets[packets.count - 1] += page.body[start..<start + Int(segment)]
            start += Int(segment)
            if segment < 255 { packets.append([]) }
        }
    }

    /// The comment packet with ours: a mark of the codec, vendor and comments, and Vorbis' closing bit.
    private func commented(_ packet: [UInt8]) -> [UInt8] {
        let isOpus = packet.starts(with: Array("OpusTags".utf8))
        let mark = isOpus ? 8 : 7
        let vendor = VorbisComments.vendor(of: packet.dropFirst(mark))
        return packet.prefix(mark) + VorbisComments.bytes(vendor: vendor, comments) + (isOpus ? [] : [1])
    }

    private mutating func finished(_ page: OggPage) -> [UInt8] {
        defer { sequence += 1 }
        return page.bytes(serial: Self.serial, sequence: sequence)
    }
}

/// One page of an Ogg stream.
struct OggPage {
    private static let headSize = 27

    /// Whether it goes on with a packet, begins or ends the stream.
    let flags: UInt8
    /// The position of the last sample that ends in it, as bytes.
    let granule: [UInt8]
    /// How long the parts are that its packets are cut into.
    let segments: [UInt8]
    let body: [UInt8]

    /// Of a whole page.
    init(_ bytes: [UInt8]) {
        let count = Int(bytes[26])
        flags = bytes[5]
        granule = Array(bytes[6..<14])
        segments = Array(bytes[Self.headSize..<Self.headSize + count])
        body = Array(bytes[(Self.headSize + count)...])
    }

    private init(flags: UInt8, granule: [UInt8], segments: [UInt8], body: [UInt8]) {
        self.flags = flags
        self.granule = granule
        self.segments = segments
        self.body = body
    }

    /// How long the page is that begins here; nil while that is not known.
    static func size(of bytes: [UInt8]) -> Int? {
        guard bytes.count >= headSize else { return nil }
        let count = Int(bytes[26])
        guard bytes.count >= headSize + count else { return nil }
        return headSize + count + bytes[headSize..<headSize + count].reduce(0) { $0 + Int($1) }
    }

    /// Pages that hold these packets, and no part of another.
    static func pages(of packets: [[UInt8]]) -> [OggPage] {
        let segments = packets.flatMap { packet in
            Array(repeating: UInt8(255), count: packet.count / 255) + [UInt8(packet.count % 255)]
        }
        let body = packets.flatMap(\.self)
        var pages: [OggPage] = []
        var (segment, byte) = (0, 0)
        while segment < segments.count {
            let part = Array(segments[segment..<min(segment + 255, segments.count)])
            let size = part.reduce(0) { $0 + Int($1) }
            let goesOn: UInt8 = segment > 0 && segments[segment - 1] == 255 ? 1 : 0
            // −1 where no packet ends, as in a page that is full of one.
            let ends = part.contains { $0 < 255 }
            pages.append(
                OggPage(
                    flags: goesOn, granule: Array(repeating: ends ? 0 : 0xFF, count: 8), segments: part,
                    body: Array(body[byte..<byte + size])))
            segment += part.count
            byte += size
        }
        return pages
    }

    func bytes(serial: Int, sequence: Int) -> [UInt8] {
        var bytes = Array("OggS".utf8) + [0, flags] + granule
        bytes.append(little: serial, bytes: 4)
        bytes.append(little: sequence, bytes: 4)
        bytes += [0, 0, 0, 0, UInt8(segments.count)] + segments + body
        let sum = OggChecksum.of(bytes)
        for index in 0..<4 { bytes[22 + index] = UInt8(truncatingIfNeeded: sum >> UInt32(8 * index)) }
        return bytes
    }
}

/// The CRC of Ogg: polynomial 0x04C11DB7, from the highest bit down, begun with 0 (RFC 3533, section 6).
enum OggChecksum {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index) << 24) { value, _ in
            value & 0x8000_0000 != 0 ? value << 1 ^ 0x04C1_1DB7 : value << 1
        }
    }

    static func of(_ bytes: [UInt8]) -> UInt32 {
        bytes.reduce(0) { $0 << 8 ^ table[Int(UInt8(truncatingIfNeeded: $0 >> 24) ^ $1)] }
    }
}
