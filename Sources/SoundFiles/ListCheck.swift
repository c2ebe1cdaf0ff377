/// Looks into the lists of a WAV file (`LIST`: labels, titles, artists) before libsndfile does.
///
/// The library skips what it does not know in a list by the size that stands there, and counts in 32 bits: a size
/// near 2³² leads it back to where it was, for ever (found by fuzzing; libsndfile 1.2.2). It looks for chunks from
/// any byte on, once something is not a chunk, so lists are looked for at every byte that is not audio.
struct ListCheck {
    private static let blockSize = 1 << 18
    private static let tag = Array("LIST".utf8)
    /// What stands in a list without a size of its own: what kind of list it is.
    private static let kinds = ["adtl", "INFO", "exif"].map { Array($0.utf8) }

    let file: ReadableFile
    let isBigEndian: Bool

    /// Checks the lists that begin in a part of the file.
    func check(_ part: Range<Int>) throws(SoundFileError) {
        var offset = part.lowerBound
        while offset < part.upperBound {
            // With the first bytes of the next block: a tag may lie across.
            let count = min(Self.blockSize + Self.tag.count - 1, file.length - offset)
            let bytes = try file.bytes(at: offset, count: count)
            guard bytes.count >= Self.tag.count else { return }
            for index in 0...bytes.count - Self.tag.count where bytes[index] == Self.tag[0] {
                if bytes[index..<index + Self.tag.count].elementsEqual(Self.tag) {
                    try checkList(at: offset + index)
                }
            }
            offset += Self.blockSize
        }
    }

    private func checkList(at start: Int) throws(SoundFileError) {
        guard let size = try integer(at: start + 4) else { return }
        let end = min(start + 8 + size, file.length)
        var offset = start + 8
        while offset < end {
            let id = try file.bytes(at: offset, count: 4)
            if Self.kinds.contains(id) {
                offset += 4
                continue
            }
            guard let size = try integer(at: offset + 4) else { return }
            guard size < 1 << 31 else {
                let problem = "a part of its chunk `LIST` declares \(size) bytes"
                throw SoundFileError(path: file.path, problem: .malformed(problem))
            }
            offset += 8 + size + (size & 1)
        }
    }

    private func integer(at offset: Int) throws(SoundFileError) -> Int? {
        guard offset + 4 <= file.length else { return nil }
        let bytes = try file.bytes(at: offset, count: 4)
        guard bytes.count == 4 else { return nil }
        return (isBigEndian ? bytes : bytes.reversed()).reduce(0) { $0 << 8 | Int($1) }
    }
}
