/// Tags and chapters as MP3 carries them in front of its audio, and WAV and AIFF in a chunk.
///
/// Sources: "ID3 tag version 2.4.0 - Main Structure" and "- Native Frames" (2000); "ID3v2 Chapter Frame Addendum"
/// (2005).
enum ID3Tag {
    /// Nothing where there is nothing to say.
    ///
    /// - Parameters:
    ///   - markers: become chapters, each up to the next, the last up to the end.
    ///   - frames: the length of the audio.
    ///   - multiple: the number of bytes that the tag's size is padded to a multiple of.
    static func bytes(
        _ tags: SoundTags, markers: [Marker], frames: Int, sampleRate: Int, multiple: Int = 1
    ) -> [UInt8] {
        let body = texts(tags) + chapters(markers, frames: frames, sampleRate: sampleRate)
        guard !body.isEmpty else { return [] }
        let padding = (multiple - (10 + body.count) % multiple) % multiple
        var tag = Array("ID3".utf8) + [4, 0, 0]
        tag += syncSafe(body.count + padding)
        return tag + body + Array(repeating: 0, count: padding)
    }

    private static func texts(_ tags: SoundTags) -> [UInt8] {
        let fields: [(String, String?)] = [
            ("TIT2", tags.title), ("TPE1", tags.artist), ("TALB", tags.album), ("TSRC", tags.isrc),
            ("TDRC", tags.date), ("TBPM", tags.tempo), ("TKEY", tags.key), ("TIT3", tags.version),
        ]
        var bytes = fields.flatMap { id, text in text.map { frame(id, encoded($0)) } ?? [] }
        if let comment = tags.comment {
            // Of no language and without a description of its own.
            bytes += frame("COMM", [utf8] + Array("XXX".utf8) + [0] + Array(comment.utf8) + [0])
        }
        return bytes
    }

    private static func chapters(_ markers: [Marker], frames: Int, sampleRate: Int) -> [UInt8] {
        guard !markers.isEmpty else { return [] }
        let names = markers.indices.map { "chp\($0 + 1)" }
        // Ordered, and the top of what there is.
        var contents = Array("toc".utf8) + [0, 3, UInt8(clamping: markers.count)]
        for name in names.prefix(255) { contents += Array(name.utf8) + [0] }
        var bytes = frame("CTOC", contents)
        for (index, marker) in markers.enumerated().prefix(255) {
            let end = index + 1 < markers.count ? markers[index + 1].frame : max(frames, marker.frame)
            var chapter = Array(names[index].utf8) + [0]
            chapter.append(big: milliseconds(marker.frame, sampleRate), bytes: 4)
            chapter.append(big: milliseconds(end, sampleRate), bytes: 4)
            // Not said in bytes of the file.
            chapter += Array(repeating: 0xFF, count: 8)
            bytes += frame("CHAP", chapter + frame("TIT2", [utf8] + CueList.name(of: marker) + [0]))
        }
        return bytes
    }

    private static func milliseconds(_ frame: Int, _ sampleRate: Int) -> Int {
        (frame * 1_000 + sampleRate / 2) / sampleRate
    }

    private static let utf8: UInt8 = 3

    private static func encoded(_ text: String) -> [UInt8] { [utf8] + Array(text.utf8) + [0] }

    private static func frame(_ id: String, _ content: [UInt8]) -> [UInt8] {
        Array(id.utf8) + syncSafe(content.count) + [0, 0] + content
    }

    /// Seven bits in each byte, so that no size looks like the start of an MPEG frame.
    private static func syncSafe(_ size: Int) -> [UInt8] {
        [21, 14, 7, 0].map { UInt8(truncatingIfNeeded: (size >> $0) & 0x7F) }
    }
}
