extension Target {
    /// A standard MIDI file of type 1 with the production's tempo map, its time signatures, and a track for each part:
    /// the score for those who play it on.
    ///
    /// - Parameters:
    ///   - name: The target's name, and the name of its file under `bounces/`.
    ///   - tracks: The parts, in order.
    ///   - gates: What the file has to fulfil: `fileName`.
    public static func midi(
        _ name: String, tracks: [Track], gates: [Gate] = [], line: Int = #line
    ) -> Target {
        Target(
            recipe: Recipe(
                .midi, [.text(name), .recipes(tracks.map(\.recipe)), .recipes(gates.map(\.recipe))],
                line: line))
    }
}

/// A part of a score.
public struct Track: Sendable {
    package let recipe: Recipe

    /// A track of a MIDI file.
    ///
    /// - Parameters:
    ///   - name: The name of the track.
    ///   - phrases: What is played: the same as an instrument is given. Groove and chance are those of a target of the
    ///     track's name.
    ///   - channel: The MIDI channel: 1 … 16. Default 1.
    public static func track(
        _ name: String, _ phrases: [Phrase], channel: Int = 1, line: Int = #line
    ) -> Track {
        Track(
            recipe: Recipe(
                .track, [.text(name), .recipes(phrases.map(\.recipe)), .integer(channel)], line: line))
    }
}

extension Rule {
    package static let midi = Rule(
        "midi", .target, [.name, Parameter("tracks", .recipes(.track, count: 1...1_000)), .gates])

    package static let track = Rule(
        "track", .track,
        [
            Parameter("name", .text), .phrases,
            Parameter("channel", .integer(1...16, unit: ""), default: .integer(1)),
        ])
}
