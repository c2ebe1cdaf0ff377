internal import BuildGraph
internal import Signal
internal import SoundFiles
internal import TargetDescription

/// What a delivery sheet says beyond the contents of the files: parts of its archive's key.
///
/// Digests, levels and lengths follow from the files' contents and the meters' version. The verdicts follow from
/// those and from the gates, so the gates of every member stand in the archive's key, though not in the member's
/// own: an edited gate judges the member again, and packs the archive again. A gate that holds the member against other
/// files says nothing on the sheet, and is not in the key.
enum SheetComponents {
    /// - Parameter members: With the gates that the sheet speaks of, in the order of the members.
    static func of(
        members: [(name: String, gates: [Component])], _ production: Recipe, _ timeline: Timeline
    ) -> [Component] {
        let sections = timeline.sections.map {
            "\($0.name) (frames \($0.span.lowerBound)..<\($0.span.upperBound))"
        }
        let facts = [
            Component(.rule, "sheet", "delivery@\(DeliverySheet.schema)"),
            Component(.tool, "sheet.bounce", Release.version),
            Component(.tool, "sheet.meters", MeterBank.version),
            // What a gate finds after encoding depends on it.
            Component(.tool, "sheet.encoder", SoundFormat.library),
            Component(.parameter, "sheet.production", production.text("name")),
            Component(.parameter, "sheet.tempo", "\(plain(timeline.tempo)) beats per minute"),
            Component(.parameter, "sheet.beatsPerBar", "\(timeline.beatsPerBar)"),
            Component(.parameter, "sheet.sampleRate", "\(timeline.sampleRate) Hz"),
            Component(.parameter, "sheet.frames", "\(timeline.frames)"),
            // No name has a bar in it, so no two timelines share this text.
            Component(.parameter, "sheet.sections", sections.joined(separator: " | ")),
            Component(.parameter, "sheet.key", production.musicalKey ?? ""),
        ]
        return facts
            + members.filter { !$0.gates.isEmpty }.map { member in
                Component(
                    .parameter, "gates of '\(member.name)'",
                    member.gates.map { "\($0.name): \($0.value)" }.joined(separator: "; "))
            }
    }
}

extension Recipe {
    /// Whether it is an archive with a delivery sheet.
    var carriesSheet: Bool { rule.name == Rule.archive.name && flag("sheet") }

    /// The key that a production's tags state, such as `A minor`.
    var musicalKey: String? {
        guard rule.parameters.contains(where: { $0.name == "tags" }), isGiven("tags") else { return nil }
        let tags = recipe("tags")
        guard tags.rule.parameters.contains(where: { $0.name == "key" }), tags.isGiven("key") else {
            return nil
        }
        return tags.text("key")
    }
}
