internal import SoundFiles
internal import TargetDescription

extension SoundTags {
    /// What a target's file says: its own fields, then the production's. The tempo is the production's where there are
    /// any tags and none of them states it.
    init(_ target: Recipe, _ production: Recipe, _ timeline: Timeline) {
        self.init()
        let given = [target, production].filter { $0.has("tags") && $0.isGiven("tags") }
            .map { $0.recipe("tags") }
        guard !given.isEmpty else { return }
        func text(_ name: String) -> String? {
            given.first { $0.isGiven(name) && !$0.text(name).isEmpty }?.text(name)
        }
        title = text("title")
        artist = text("artist")
        album = text("album")
        isrc = text("isrc").map { $0.filter { $0 != "-" } }
        date = text("date")
        key = text("key")
        version = text("version")
        comment = text("comment")
        tempo = plain(given.first { $0.isGiven("tempo") }?.number("tempo") ?? timeline.tempo)
    }

    /// Each field that is said, with its name, in a fixed order: for keys.
    var fields: [(name: String, value: String)] {
        let all = [
            ("title", title), ("artist", artist), ("album", album), ("isrc", isrc), ("date", date),
            ("tempo", tempo), ("key", key), ("version", version), ("comment", comment),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }
}

extension SoundHeader {
    /// What a file without room for it does not have, such as "2 markers and 4 tags"; nil for nothing.
    var words: String? {
        let parts = [(markers.count, "marker"), (tags.fields.count, "tag")].filter { $0.0 > 0 }
        guard !parts.isEmpty else { return nil }
        return parts.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: " and ")
    }
}

extension Recipe {
    /// Refuses tags that are stated for a target whose file cannot hold them. The production's are for all files, and
    /// are left out of those.
    func checkTags(_ sound: SoundFormat) throws(Refusal) {
        guard !sound.container.carriesTexts, has("tags"), isGiven("tags") else { return }
        throw Refusal(
            line: recipe("tags").line,
            "'\(text("name"))' is \(sound.container.rawValue), which carries no tags: take them off it, or write it as rf64, which holds as much"
        )
    }

    func has(_ parameter: String) -> Bool { rule.parameters.contains { $0.name == parameter } }
}
