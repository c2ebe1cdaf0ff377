/// The tags of a WAV file that RIFF has words for: a `LIST` chunk of type `INFO`. The others go into ``ID3Tag``.
///
/// Source: Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0", 2-14.
enum InfoChunk {
    static let id = "LIST"

    /// Nothing where there are no tags; else a multiple of four bytes, to which the library rounds a chunk.
    static func content(_ tags: SoundTags) -> [UInt8] {
        let fields: [(String, String?)] = [
            ("INAM", tags.title), ("IART", tags.artist), ("IPRD", tags.album), ("ICRD", tags.date),
            ("ICMT", tags.comment),
        ]
        let given = fields.compactMap { id, text in text.map { (id, $0) } }
        guard !given.isEmpty else { return [] }
        var content = Array("INFO".utf8)
        for (index, (id, text)) in given.enumerated() {
            var value = Array(text.utf8) + [0]
            if value.count % 2 == 1 { value.append(0) }
            if index == given.count - 1, (content.count + value.count) % 4 != 0 { value += [0, 0] }
            content.append(text: id)
            content.append(little: value.count, bytes: 4)
            content += value
        }
        return content
    }
}
