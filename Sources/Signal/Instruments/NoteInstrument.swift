/// What can play notes: it makes a voice for each of them.
package protocol NoteInstrument: Sendable {
    /// Channels of its voices: one, or two.
    var channels: Int { get }

    /// The voice of one note.
    ///
    /// - Parameter previous: the note before it in the track, for an instrument that glides.
    func voice(for note: Note, after previous: Note?) -> any NoteVoice
}

/// One note while it sounds. It makes its sound in runs of ``NoteRun/length`` frames, counted from the note's start, so
/// what it does once in a while does not depend on how the track is cut into blocks.
package protocol NoteVoice {
    /// The frames for which it sounds, release included, once it has begun. 0 for a note that is not heard.
    var frames: Int { get }

    /// Makes the next ``NoteRun/length`` frames.
    mutating func next(into run: inout NoteRun)
}

/// A short piece of a voice's sound: room for two channels.
package struct NoteRun: Sendable {
    /// Frames in a run: 0.7 ms at 48 kHz. Slow movements (vibrato, envelopes of filters, curves) are worked out at
    /// its two ends, and run in straight lines between.
    package static let length = 32

    package var left = [Double](repeating: 0, count: length)
    /// Used by voices of two channels only.
    package var right = [Double](repeating: 0, count: length)

    package init() {}
}
