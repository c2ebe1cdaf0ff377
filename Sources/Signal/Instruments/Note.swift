/// A note as an instrument plays it.
package struct Note: Equatable, Sendable {
    /// Where it begins, counted from the start of the production.
    package let frame: Int
    /// How long the key is held. The sound goes on for the release of the instrument.
    package let frames: Int
    /// MIDI number, fractions allowed: 69 is 440 Hz, and 1 is a semitone.
    package let pitch: Double
    /// 0 … 1. What an instrument makes of it is ``NoteVelocity``'s.
    package let velocity: Double
    /// The seed of everything random in it.
    package let seed: UInt64

    package init(frame: Int, frames: Int, pitch: Double, velocity: Double, seed: UInt64) {
        self.frame = frame
        self.frames = frames
        self.pitch = pitch
        self.velocity = velocity
        self.seed = seed
    }
}

/// From MIDI numbers to hertz and back: equal temperament, A4 = 69 = 440 Hz.
package enum Pitch {
    /// 440 · 2^((pitch − 69)/12) Hz.
    package static func frequency(_ pitch: Double) -> Double { 440 * ratio((pitch - 69) / 12) }

    /// 2^octaves.
    package static func ratio(_ octaves: Double) -> Double { Mathematics.power(2, octaves) }
}

/// How loud a velocity is.
package enum NoteVelocity {
    /// The amplitude of a note, 1 for velocity 1: velocity², so 40·log₁₀(velocity) dB, the curve that MIDI
    /// Manufacturers Association's "DLS Level 1" and "General MIDI 2" recommend.
    package static func gain(_ velocity: Double) -> Double { velocity * velocity }
}
