/// The header of a Wave64 file: as WAV, with names of 16 bytes and sizes of 64 bits that count themselves.
///
/// Source: Sony, "Wave64 File Format" (2005), as libsndfile and ffmpeg write it.
struct Wave64Check {
    /// How every name of Sony's begins: the rest is the same for all.
    private static let nameSize = 16
    private static let headSize = 24
    private static let start = 40

    let file: ReadableFile
    let check: HeaderCheck

    func run() throws(SoundFileError) {
        let head = try file.bytes(at: 0, count: Self.start)
        guard head.count == Self.start, HeaderCheck.tag(head[24..<28]) == "wave" else {
            throw check.error(.malformed("a Wave64 file without `wave`"))
        }
        var (offset, hasFormat) = (Self.start, false)
        while offset + Self.headSize <= file.length {
            let chunk = try file.bytes(at: offset, count: Self.headSize)
            guard chunk.count == Self.headSize else { break }
            let size = ByteOrder.little.integer(chunk[16..<24])
            let (declared, found) = (size - Self.headSize, file.length - offset - Self.headSize)
            let id = HeaderCheck.tag(chunk[0..<4])
            guard size >= Self.headSize else {
                throw check.error(.malformed("chunk `\(id)` is shorter than its own head"))
            }
            if id == "data" {
                guard hasFormat else { throw check.error(.malformed("`data` comes before `fmt `")) }
                if declared > found { throw check.error(.truncated(declared: declared, found: found)) }
                return
            }
            guard declared <= found else {
                throw check.error(
                    .malformed("chunk `\(id)` declares \(declared) bytes, \(found) are left"))
            }
            if id == "fmt " {
                guard declared >= 16 else { throw check.error(.malformed("the `fmt ` chunk is too short")) }
                try check.format(
                    file.bytes(at: offset + Self.headSize, count: min(declared, 64)), order: .little)
                hasFormat = true
            }
            // Each begins at a multiple of eight bytes.
            offset += (size + 7) & ~7
        }
        throw check.error(
            .malformed(hasFormat ? "there is no `data` chunk" : "there is no `fmt ` chunk"))
    }
}
