/// A subtractive synthesizer: an oscillator, several times over if wanted, with a sub-oscillator and noise, through a
/// filter.
///
/// A note of velocity 1 peaks near −12 dBFS (0.25) before the filter: four of them together stay below full scale.
/// Each voice of a unison is turned down by √n, so that their power stays that of one.
package struct Synth: NoteInstrument {
    package struct Oscillator: Sendable {
        package let wave: Tone.Wave
        /// Of a square: the part of the period that it is up, 0.02 … 0.98.
        package let width: Control
        /// Voices at once, 1 … 16.
        package let unison: Int
        /// From the middle to the outermost voice, cents.
        package let detune: Control
        /// How far the voices are spread over the stereo image, 0 … 1.
        package let spread: Control
        /// Level of a sine one octave below, and of white noise, beside the oscillator's: 0 … 1.
        package let sub: Control
        package let noise: Control

        package init(
            wave: Tone.Wave, width: Control = Control(0.5), unison: Int = 1, detune: Control = 0,
            spread: Control = 0, sub: Control = 0, noise: Control = 0
        ) {
            precondition(unison > 0, "BUG: \(unison) voices in unison")
            self.wave = wave
            self.width = width
            self.unison = unison
            self.detune = detune
            self.spread = spread
            self.sub = sub
            self.noise = noise
        }
    }

    package struct Filter: Sendable {
        package let mode: StateVariableFilter.Mode
        /// The corner without envelope and key, Hz.
        package let cutoff: Control
        /// Q: 0.5 … 20.
        package let resonance: Control
        /// Octaves by which the envelope moves the corner at its peak, for a note of velocity 1; a softer one moves it
        /// in proportion to its velocity.
        package let amount: Control
        package let envelope: Envelope
        /// How far the corner follows the key: 0 not at all, 1 with it. Counted from middle C (60).
        package let tracking: Control

        package init(
            _ mode: StateVariableFilter.Mode, cutoff: Control, resonance: Control = Control(0.7071),
            amount: Control = 0,
            envelope: Envelope = Envelope(attack: 0.001, decay: 0.2, sustain: 0, release: 0.2),
            tracking: Control = 0
        ) {
            self.mode = mode
            self.cutoff = cutoff
            self.resonance = resonance
            self.amount = amount
            self.envelope = envelope
            self.tracking = tracking
        }
    }

    /// Peak of a note of velocity 1.
    static let peak = 0.25

    let oscillator: Oscillator
    let filter: Filter?
    let envelope: Envelope
    let modulation: Modulation
    /// Seconds from the pitch of the note before to the note's own, as it begins; 0 for none.
    let glide: Control
    let sampleRate: Double
    let bands: WaveBands?

    package let channels: Int
    /// Whether there is anything of these at any time.
    let (hasSub, hasNoise): (Bool, Bool)

    package init(
        oscillator: Oscillator, filter: Filter? = nil, envelope: Envelope, modulation: Modulation = .none,
        glide: Control = 0, sampleRate: Double
    ) {
        self.oscillator = oscillator
        self.filter = filter
        self.envelope = envelope
        self.modulation = modulation
        self.glide = glide
        self.sampleRate = sampleRate
        channels = oscillator.unison > 1 && oscillator.spread.range.upperBound > 0 ? 2 : 1
        (hasSub, hasNoise) = (oscillator.sub.range.upperBound > 0, oscillator.noise.range.upperBound > 0)
        switch oscillator.wave {
        case .sine: bands = nil
        case .saw, .square: bands = WaveBands(wave: .saw, sampleRate: sampleRate)
        case .triangle: bands = WaveBands(wave: .triangle, sampleRate: sampleRate)
        }
    }

    package func voice(for note: Note, after previous: Note?) -> any NoteVoice {
        SynthVoice(self, note, after: previous)
    }
}
