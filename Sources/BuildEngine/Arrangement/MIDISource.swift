internal import Arrangement
internal import BuildStore
internal import TargetDescription

/// A MIDI file of a manifest, and what of it is played.
struct MIDISource {
    let track: Int?
    let channel: Int?
    let timing: MIDITiming
    private let path: String

    init(_ recipe: Recipe) {
        path = recipe.text("file")
        track = recipe.isGiven("track") ? recipe.integer("track") - 1 : nil
        channel = recipe.isGiven("channel") ? recipe.integer("channel") - 1 : nil
        timing = recipe.word("timing")
    }

    func read() throws -> MIDIFile {
        let file = try MIDISource.read(path)
        if let track, !file.tracks.indices.contains(track) {
            throw RenderError(
                "\(path) has \(file.tracks.count) tracks, and track \(track + 1) is asked for: tracks are counted from 1"
            )
        }
        return file
    }
    /// All of a file.
    static func read(_ path: String) throws -> MIDIFile {
        do {
            return try MIDIReader.read(try contents(of: path, atMost: MIDIReader.largest + 1))
        } catch let error as MIDIError {
            throw RenderError("\(path): \(error)")
        }
    }
}
