/// Markers and tags of a Core Audio Format file.
///
/// Source: Apple, "Core Audio Format Specification 1.0": the Marker, Strings and Information chunks.
enum CoreAudioChunks {
    /// The `mark` chunk: where, and the number of the name.
    static func markers(_ markers: [Marker]) -> [UInt8] {
        var content: [UInt8] = []
        content.append(big: markers.count, bytes: 4)
        // No time code.
        content.append(big: 0, bytes: 4)
        for (index, marker) in markers.enumerated() {
            // Of the generic type, at a frame, with a number, at no time code, on all channels.
            content.append(big: 0, bytes: 4)
            content.append(big: Int(Double(marker.frame).bitPattern), bytes: 8)
            content.append(big: index + 1, bytes: 4)
            content += Array(repeating: 0xFF, count: 8)
            content.append(big: 0, bytes: 4)
        }
        return content
    }

    /// The `strg` chunk: the names of the markers by number.
    static func names(_ markers: [Marker]) -> [UInt8] {
        var content: [UInt8] = []
        var names: [UInt8] = []
        content.append(big: markers.count, bytes: 4)
        for (index, marker) in markers.enumerated() {
            content.append(big: index + 1, bytes: 4)
            content.append(big: names.count, bytes: 8)
            names += CueList.name(of: marker) + [0]
        }
        return content + names
    }

    /// The `info` chunk: keys and values; nothing where there are no tags.
    static func information(_ tags: SoundTags) -> [UInt8] {
        let fields: [(String, String?)] = [
            ("title", tags.title), ("artist", tags.artist), ("album", tags.album), ("isrc", tags.isrc),
            ("recorded date", tags.date), ("tempo", tags.tempo), ("key signature", tags.key),
            ("version", tags.version), ("comments", tags.comment),
        ]
        let given = fields.compactMap { key, text in text.map { (key, $0) } }
        guard !given.isEmpty else { return [] }
        var content: [UInt8] = []
        content.append(big: given.count, bytes: 4)
        for (key, text) in given { content += Array(key.utf8) + [0] + Array(text.utf8) + [0] }
        return content
    }
}
