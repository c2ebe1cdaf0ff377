/// A standard MIDI file, type 0 or 1 (MIDI Manufacturers Association, "Standard MIDI Files 1.0"), as far as a
/// production needs it: notes, tempo and time signatures.
package struct MIDIFile: Equatable, Sendable {
    package struct Note: Equatable, Sendable {
        /// From the start, in ticks.
        package var tick: Int
        package var ticks: Int
        /// 0 … 15.
        package var channel: Int
        /// 0 … 127.
        package var pitch: Int
        /// 1 … 127.
        package var velocity: Int

        package init(tick: Int, ticks: Int, channel: Int, pitch: Int, velocity: Int) {
            self.tick = tick
            self.ticks = ticks
            self.channel = channel
            self.pitch = pitch
            self.velocity = velocity
        }
    }

    package struct Track: Equatable, Sendable {
        package var name: String
        /// In the order of their starts.
        package var notes: [Note]

        package init(name: String, notes: [Note]) {
            self.name = name
            self.notes = notes
        }
    }

    package struct Tempo: Equatable, Sendable {
        package var tick: Int
        /// Of a quarter note: 500,000 is 120 beats per minute. 1 … 16,777,215.
        package var microseconds: Int

        package init(tick: Int, microseconds: Int) {
            self.tick = tick
            self.microseconds = microseconds
        }
    }

    package struct Signature: Equatable, Sendable {
        package var tick: Int
        package var signature: TimeSignature

        package init(tick: Int, signature: TimeSignature) {
            self.tick = tick
            self.signature = signature
        }
    }

    /// Ticks in a quarter note: 1 … 32,767.
    package var division: Int
    package var tracks: [Track]
    package var tempos: [Tempo]
    package var signatures: [Signature]

    package init(division: Int, tracks: [Track], tempos: [Tempo], signatures: [Signature]) {
        self.division = division
        self.tracks = tracks
        self.tempos = tempos
        self.signatures = signatures
    }

    /// The notes of a track (from 0; all where it is nil) and a channel, as a phrase in beats.
    package func content(track: Int?, channel: Int?) -> PhraseContent {
        let chosen = track.map { tracks.indices.contains($0) ? [tracks[$0]] : [] } ?? tracks
        let notes = chosen.flatMap(\.notes).filter { channel == nil || $0.channel == channel }
        let beat = Double(division)
        let events = notes.map {
            PhraseContent.Event(
                beat: Double($0.tick) / beat, beats: Double($0.ticks) / beat, pitch: $0.pitch,
                velocity: Double($0.velocity) / 127)
        }
        let end = tracks.flatMap(\.notes).map { $0.tick + $0.ticks }.max() ?? 0
        return PhraseContent(events: events, beats: (Double(end) / beat).rounded(.up))
    }

    /// The file's own tempo map, for a sample rate.
    package func tempoMap(sampleRate: Int) -> TempoMap {
        let beat = Double(division)
        let first = tempos.first { $0.tick == 0 }?.microseconds ?? 500_000
        let changes = tempos.filter { $0.tick > 0 }.map {
            TempoMap.Change(beat: Double($0.tick) / beat, over: 0, tempo: 60e6 / Double($0.microseconds))
        }
        return TempoMap(
            sampleRate: sampleRate, tempo: 60e6 / Double(first), changes: changes,
            signature: TimeSignature(beats: 4, unit: 4), signatures: [])
    }
}
