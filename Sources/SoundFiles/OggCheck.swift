/// The end of an Ogg file: the library takes a file that was cut off for a shorter one. A whole one ends with a page
/// that says so, and that is as long as it says.
///
/// Source: RFC 3533, "The Ogg Encapsulation Format Version 0".
struct OggCheck {
    /// The longest page: head, table and 255 segments of 255 bytes.
    private static let longestPage = 27 + 255 + 255 * 255

    let file: ReadableFile
    let check: HeaderCheck

    func run() throws(SoundFileError) {
        let start = max(0, file.length - Self.longestPage)
        let end = try file.bytes(at: start, count: file.length - start)
        guard let page = Self.lastPage(in: end) else {
            throw check.error(.malformed("the last page of the Ogg stream is cut off"))
        }
        // Chained and multiplexed streams end in other ways, but all of them end.
        guard page.flags & 4 != 0 else { throw check.error(.malformed("the Ogg stream has no end")) }
    }

    /// The page that ends with the bytes.
    private static func lastPage(in bytes: [UInt8]) -> OggPage? {
        let mark = Array("OggS".utf8)
        var offset = bytes.count - 27
        while offset >= 0 {
            if bytes[offset..<offset + 4].elementsEqual(mark) {
                let rest = Array(bytes[offset...])
                if OggPage.size(of: rest) == rest.count { return OggPage(rest) }
            }
            offset -= 1
        }
        return nil
    }
}
