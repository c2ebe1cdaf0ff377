package import Signal

/// Recordings of single notes, played at the pitches between: each note plays the sample of its zone, faster or slower.
///
/// A note of velocity 1 and level 1 is as loud as its file. Velocity follows ``NoteVelocity``. At its own pitch, and at
/// the production's sample rate, a sample is played as it is, to the bit. At any other it is resampled from its
/// beginning to where the note ends.
package struct Sampler: NoteInstrument {
    /// One recording, and the notes that play it.
    package struct Zone: Sendable {
        /// Samples per channel, one channel or two, of equal length.
        package let samples: [[Double]]
        /// Hz.
        package let sampleRate: Double
        /// The pitch that was recorded, as a MIDI number.
        package let root: Double
        /// MIDI numbers; a note of a fractional pitch goes to the zone of the nearest key.
        package let keys: ClosedRange<Int>
        package let velocities: ClosedRange<Double>
        /// The frames that are repeated as long as the note is held; nil to play once.
        package let loop: Range<Int>?
        /// Whether it is played to its end, however long the key is held.
        package let isOneShot: Bool
        /// A factor.
        package let gain: Double

        package init(
            samples: [[Double]], sampleRate: Double, root: Double, keys: ClosedRange<Int> = 0...127,
            velocities: ClosedRange<Double> = 0...1, loop: Range<Int>? = nil, isOneShot: Bool = false,
            gain: Double = 1
        ) {
            let count = samples.first?.count ?? 0
            precondition(
                (1...2).contains(samples.count) && samples.allSatisfy { $0.count == count },
                "BUG: a zone of channels with \(samples.map(\.count)) frames")
            precondition(
                loop.map { !$0.isEmpty && $0.lowerBound >= 0 && $0.upperBound <= count } ?? true,
                "BUG: a loop \(String(describing: loop)) in \(count) frames")
            self.samples = samples
            self.sampleRate = sampleRate
            self.root = root
            self.keys = keys
            self.velocities = velocities
            self.loop = loop
            self.isOneShot = isOneShot
            self.gain = gain
        }
    }

    package let channels: Int
    let zones: [Zone]
    let envelope: Envelope
    let sampleRate: Double

    /// - Parameters:
    ///   - zones: the first that a note falls into plays it; a note that falls into none is not heard.
    ///   - envelope: its attack may be 0, so that a sample begins as it is.
    package init(
        zones: [Zone], envelope: Envelope = Envelope(attack: 0, decay: 0.001, sustain: 1, release: 0.1),
        sampleRate: Double
    ) {
        self.zones = zones
        self.envelope = envelope
        self.sampleRate = sampleRate
        channels = zones.contains { $0.samples.count == 2 } ? 2 : 1
    }

    /// The zone that plays a note.
    package func zone(for note: Note) -> Zone? {
        let key = Int(note.pitch.rounded())
        return zones.first { $0.keys.contains(key) && $0.velocities.contains(note.velocity) }
    }

    package func voice(for note: Note, after previous: Note?) -> any NoteVoice {
        SampleVoice(self, note)
    }
}
