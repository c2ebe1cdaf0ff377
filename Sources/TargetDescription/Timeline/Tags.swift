/// What a file says of the music in it, for players and archives. Each container writes it in its own way.
///
/// Stated for the whole production, and field by field for a target, whose fields come first.
public struct Tags: Sendable {
    package let recipe: Recipe

    /// - Parameters:
    ///   - title: The title of the piece.
    ///   - artist: Who plays it.
    ///   - album: What it is part of.
    ///   - isrc: The International Standard Recording Code (ISO 3901), with or without hyphens: "DE-A12-26-00001".
    ///   - date: The day, month or year of the recording: "2026-11-25", "2026-11" or "2026".
    ///   - tempo: Beats per minute: 1 … 1000. Default the production's.
    ///   - key: The musical key: a letter, `#` or `b`, `m` for minor: "C", "F#m", "Bb".
    ///   - version: Which version or take it is: "v2", "take 3".
    ///   - comment: Anything else.
    public static func tags(
        title: String? = nil, artist: String? = nil, album: String? = nil, isrc: String? = nil,
        date: String? = nil, tempo: Double? = nil, key: String? = nil, version: String? = nil,
        comment: String? = nil, line: Int = #line
    ) -> Tags {
        func text(_ text: String?) -> Value { .optional(text.map(Value.text)) }
        return Tags(
            recipe: Recipe(
                .tags,
                [
                    text(title), text(artist), text(album), text(isrc), text(date),
                    .optional(tempo.map(Value.number)), text(key), text(version), text(comment),
                ], line: line))
    }
}

extension Rule {
    package static let tags = Rule(
        "tags", .tags,
        [
            .optional("title", .freeText(longest: 1_000)),
            .optional("artist", .freeText(longest: 1_000)),
            .optional("album", .freeText(longest: 1_000)),
            .optional("isrc", .notation(.isrc)),
            .optional("date", .notation(.date)),
            .optional("tempo", .number(1...1000, unit: "beats per minute")),
            .optional("key", .notation(.key)),
            .optional("version", .freeText(longest: 100)),
            .optional("comment", .freeText(longest: 4_000)),
        ])
}
