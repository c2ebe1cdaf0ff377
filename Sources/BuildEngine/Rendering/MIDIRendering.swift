internal import Arrangement
internal import BuildStore
internal import Signal
internal import TargetDescription

/// Writes a score: the production's tempo map, and a track for each part.
struct MIDIRendering {
    /// Ticks in a quarter note: divisible by 3, 5 and 64, so that what musicians write falls on whole ones.
    static let division = 960

    let job: Job
    let temporary: String

    func product() throws -> Product {
        try create(temporary, holding: MIDIWriter.bytes(of: try file()))
        return Product(
            temporary: temporary, content: try FileDigest.read(temporary), evidence: Evidence(),
            measurements: [])
    }

    private func file() throws -> MIDIFile {
        let timeline = job.timeline
        let tracks = try job.target.recipe.recipes("tracks").map { track in
            let notes = try Score(track, timeline).notes(
                timeline, frames: timeline.frames, name: track.text("name"))
            return MIDIFile.Track(
                name: track.text("name"),
                notes: notes.map { self.note($0, channel: track.integer("channel") - 1, timeline) })
        }
        return MIDIFile(
            division: MIDIRendering.division, tracks: tracks, tempos: tempos(timeline.map),
            signatures: timeline.map.signatures.map {
                MIDIFile.Signature(tick: tick($0.beat), signature: $0.signature)
            })
    }

    private func note(_ note: Note, channel: Int, _ timeline: Timeline) -> MIDIFile.Note {
        let start = tick(timeline.map.beat(atFrame: Double(note.frame)))
        let end = tick(timeline.map.beat(atFrame: Double(note.frame + note.frames)))
        return MIDIFile.Note(
            tick: start, ticks: max(1, end - start), channel: channel, pitch: Int(note.pitch.rounded()),
            velocity: min(127, max(1, Int((note.velocity * 127).rounded()))))
    }

    /// MIDI knows no ramps: a ramp is a step in each sixteenth of a beat, with the tempo of its middle.
    private func tempos(_ map: TempoMap) -> [MIDIFile.Tempo] {
        let pieces = map.pieces
        return pieces.indices.flatMap { index -> [MIDIFile.Tempo] in
            let piece = pieces[index]
            guard piece.growth != 0, index + 1 < pieces.count else {
                return [tempo(piece.tempo, at: piece.beat)]
            }
            let end = pieces[index + 1].beat
            return stride(from: piece.beat, to: end, by: 1 / 16).map { beat in
                tempo(map.tempo(atBeat: (beat + min(end, beat + 1 / 16)) / 2), at: beat)
            }
        }
    }

    private func tempo(_ tempo: Double, at beat: Double) -> MIDIFile.Tempo {
        let microseconds = Int((60e6 / tempo).rounded())
        return MIDIFile.Tempo(tick: tick(beat), microseconds: min(max(microseconds, 1), 0xFF_FFFF))
    }

    private func tick(_ beat: Double) -> Int { Int((beat * Double(MIDIRendering.division)).rounded()) }
}
