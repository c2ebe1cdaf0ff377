package import Signal

/// Notes played with a preset of a SoundFont, by libfluidsynth, without its reverberation and chorus.
///
/// The library works in runs of 64 frames: a note begins and ends at the nearest multiple of 64, up to 32 frames
/// from where it stands. It plays the twelve semitones; a pitch between them goes to the nearest. Velocities are 1 … 127 to
/// it, and what becomes of them is the SoundFont's to say.
///
/// The library calculates in single precision with the C library's functions: the same machine gives the same bytes,
/// and other processors may differ in the last bits.
package final class SoundFontTrack: SampleStream {
    /// Frames in a run.
    private static let run = 64
    /// MIDI channels.
    private static let lanes = 16

    /// A key that is pressed or let go.
    private struct Event {
        let run: Int
        let channel: Int
        let key: Int
        /// 0 where it is let go.
        let velocity: Int
    }

    package let channels: Int
    private let synth: FluidSynth
    private let events: [Event]
    private let total: Int
    private var nextEvent = 0
    private var position = 0
    /// Rendered frames of the run at hand.
    private var left = [Float](repeating: 0, count: run)
    private var right = [Float](repeating: 0, count: run)

    /// The version of the library, for keys; nil where it is not installed.
    package static var library: String? { FluidSynth.version.map { "fluidsynth \($0)" } }

    /// The file that it was loaded from; nil where that is not known.
    package static var libraryFile: String? { FluidSynth.file }

    /// - Parameters:
    ///   - font: the path of the `.sf2` file.
    ///   - bank: 0 … 16,383; drum kits are in 128.
    ///   - preset: 0 … 127.
    ///   - notes: sorted by frame.
    ///   - channels: the library is stereo; on one channel it is the mean of both, of more than two the first two.
    ///   - sampleRate: 8,000 … 96,000 Hz.
    ///   - frames: the length.
    package init(
        font: String, bank: Int, preset: Int, notes: [Note], channels: Int, sampleRate: Double, frames: Int
    ) throws(SoundFontError) {
        synth = try FluidSynth(font: font, sampleRate: sampleRate)
        for channel in 0..<SoundFontTrack.lanes {
            try synth.select(channel: channel, bank: bank, preset: preset)
        }
        self.channels = channels
        total = frames
        events = SoundFontTrack.events(notes)
    }

    /// Keys going down and up, in order. A key that is down already goes down on another channel, so that each note
    /// ends when it should.
    private static func events(_ notes: [Note]) -> [Event] {
        var events: [Event] = []
        var held: [[Int: Int]] = Array(repeating: [:], count: lanes)
        for note in notes {
            let key = min(max(Int(note.pitch.rounded()), 0), 127)
            let start = (note.frame + run / 2) / run
            let end = max(start + 1, (note.frame + note.frames + run / 2) / run)
            let channel = held.firstIndex { ($0[key] ?? 0) <= start } ?? 0
            held[channel][key] = end
            let velocity = max(1, Int((note.velocity * 127).rounded()))
            events.append(Event(run: start, channel: channel, key: key, velocity: velocity))
            events.append(Event(run: end, channel: channel, key: key, velocity: 0))
        }
        // A key is let go before it is pressed again.
        return events.enumerated().sorted {
            ($0.element.run, $0.element.velocity > 0 ? 1 : 0, $0.offset)
                < ($1.element.run, $1.element.velocity > 0 ? 1 : 0, $1.offset)
        }.map(\.element)
    }

    package func read(into block: inout Block) throws {
        let count = min(block.capacity, total - position)
        block.resize(to: count)
        var done = 0
        while done < count {
            let offset = position % SoundFontTrack.run
            if offset == 0 { try renderRun(position / SoundFontTrack.run) }
            let part = min(count - done, SoundFontTrack.run - offset)
            for channel in 0..<channels {
                copy(to: &block, channel: channel, from: offset, at: done, count: part)
            }
            done += part
            position += part
        }
    }

    private func copy(to block: inout Block, channel: Int, from offset: Int, at start: Int, count: Int) {
        let (ofLeft, ofRight) = channels == 1 ? (0.5, 0.5) : (channel == 0 ? 1 : 0, channel == 1 ? 1 : 0)
        block.withChannel(channel) { output in
            for index in 0..<count {
                output[start + index] =
                    ofLeft * Double(left[offset + index]) + ofRight * Double(right[offset + index])
            }
        }
    }

    private func renderRun(_ run: Int) throws {
        while nextEvent < events.count, events[nextEvent].run <= run {
            let event = events[nextEvent]
            if event.velocity > 0 {
                synth.noteOn(channel: event.channel, key: event.key, velocity: event.velocity)
            } else {
                synth.noteOff(channel: event.channel, key: event.key)
            }
            nextEvent += 1
        }
        try left.withUnsafeMutableBufferPointer { left in
            try right.withUnsafeMutableBufferPointer { right in try synth.render(left: left, right: right) }
        }
    }
}
