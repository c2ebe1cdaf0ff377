/// The names of a WAV file's cue points: a `LIST` chunk of type `adtl` with one `labl` for each, numbered as
/// the cues are. libsndfile writes the cues and drops their names.
///
/// Source: Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0", 3-28.
enum LabelChunk {
    static let id = "LIST"

    /// The chunk's content, a multiple of four bytes long, to which the library rounds a chunk.
    static func content(_ markers: [Marker]) -> [UInt8] {
        var content = Array("adtl".utf8)
        for (index, marker) in markers.enumerated() {
            // One NUL ends a name, and no more: ffmpeg loses its place after a second one. Only behind the
            // last label can there be more.
            var name = CueList.name(of: marker) + [0]
            let padding = name.count % 2
            if index == markers.count - 1, (content.count + name.count + padding) % 4 != 0 {
                if padding == 1 { name.append(0) }
                name += [0, 0]
            }
            content += Array("labl".utf8)
            content += littleEndian(4 + name.count)
            content += littleEndian(index + 1)
            content += name
            if name.count % 2 == 1 { content.append(0) }
        }
        return content
    }

    private static func littleEndian(_ value: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
