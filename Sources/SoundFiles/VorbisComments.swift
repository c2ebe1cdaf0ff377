/// The comments of FLAC, Vorbis and Opus files: `TITLE=…`.
///
/// Sources: Xiph.Org, "Ogg Vorbis I format specification: comment field and header specification"; the chapter
/// extension of its wiki (`CHAPTER001=00:00:00.000`, `CHAPTER001NAME=…`).
enum VorbisComments {
    static func list(_ tags: SoundTags, markers: [Marker], sampleRate: Int) -> [String] {
        let fields: [(String, String?)] = [
            ("TITLE", tags.title), ("ARTIST", tags.artist), ("ALBUM", tags.album), ("ISRC", tags.isrc),
            ("DATE", tags.date), ("BPM", tags.tempo), ("KEY", tags.key), ("VERSION", tags.version),
            ("COMMENT", tags.comment),
        ]
        let chapters = markers.prefix(999).enumerated().flatMap { index, marker in
            let name = "CHAPTER" + padded(index + 1, 3)
            return [
                "\(name)=\(time(marker.frame, sampleRate))",
                "\(name)NAME=" + String(decoding: CueList.name(of: marker), as: UTF8.self),
            ]
        }
        return fields.compactMap { key, text in text.map { "\(key)=\($0)" } } + chapters
    }

    /// Vendor and comments, each after its length: the body of FLAC's block and of the Ogg packets.
    static func bytes(vendor: [UInt8], _ comments: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(little: vendor.count, bytes: 4)
        bytes += vendor
        bytes.append(little: comments.count, bytes: 4)
        for comment in comments {
            bytes.append(little: comment.utf8.count, bytes: 4)
            bytes.append(text: comment)
        }
        return bytes
    }

    /// The vendor that a codec wrote at the start of its comments; nothing where they are damaged.
    static func vendor(of bytes: ArraySlice<UInt8>) -> [UInt8] {
        let size = bytes.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        return size <= bytes.count - 4 ? Array(bytes.dropFirst(4).prefix(size)) : []
    }

    private static func time(_ frame: Int, _ sampleRate: Int) -> String {
        let all = (frame * 1_000 + sampleRate / 2) / sampleRate
        let (hours, minutes) = (all / 3_600_000, all / 60_000 % 60)
        return
            "\(padded(hours, 2)):\(padded(minutes, 2)):\(padded(all / 1_000 % 60, 2)).\(padded(all % 1_000, 3))"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
