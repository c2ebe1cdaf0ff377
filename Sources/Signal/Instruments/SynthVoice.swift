/// One note of a ``Synth``.
struct SynthVoice: NoteVoice {
    /// What moves slowly, at one moment.
    private struct Moment {
        var frequency: Double
        var width: Double
        var coefficient: Double
        var damping: Double
        var level: Double
    }

    let frames: Int
    private let synth: Synth
    private let note: Note
    /// The semitones that a glide begins at, beside the note's own pitch.
    private let glideFrom: Double
    /// Seconds.
    private let glideTime: Double
    private let amplitude: NoteEnvelope
    private let opening: NoteEnvelope?
    private let noise: CounterRandom
    private var bank: OscillatorBank
    private var filters = (StateVariableFilter(), StateVariableFilter())
    private var position = 0
    private var moment: Moment

    init(_ synth: Synth, _ note: Note, after previous: Note?) {
        self.synth = synth
        self.note = note
        glideTime = synth.glide.exact(at: note.frame)
        glideFrom = glideTime > 0 ? (previous?.pitch ?? note.pitch) - note.pitch : 0
        amplitude = NoteEnvelope(
            synth.envelope, at: note.frame, held: note.frames, sampleRate: synth.sampleRate)
        opening = synth.filter.map {
            NoteEnvelope($0.envelope, at: note.frame, held: note.frames, sampleRate: synth.sampleRate)
        }
        frames = amplitude.frames
        noise = CounterRandom(seed: seed(of: "noise", note.seed))
        bank = OscillatorBank(synth, note: note)
        moment = Moment(frequency: 0, width: 0.5, coefficient: 0, damping: 1, level: 0)
        moment = self.moment(at: 0)
    }

    mutating func next(into run: inout NoteRun) {
        let (from, to) = (moment, self.moment(at: position + NoteRun.length))
        bank.next(
            into: &run, frequency: RunLine(from.frequency, to.frequency),
            width: RunLine(from.width, to.width),
            frame: note.frame + position)
        let stereo = synth.channels == 2
        if synth.hasNoise { addNoise(to: &run) }
        if let mode = synth.filter?.mode {
            let g = RunLine(from.coefficient, to.coefficient)
            let damping = RunLine(from.damping, to.damping)
            filters.0.process(&run.left, mode: mode, g: g, damping: damping)
            if stereo { filters.1.process(&run.right, mode: mode, g: g, damping: damping) }
        }
        amplitude.apply(to: &run, stereo: stereo, frame: position, gain: RunLine(from.level, to.level))
        position += NoteRun.length
        moment = to
    }

    private func addNoise(to run: inout NoteRun) {
        let (level, frame) = (synth.oscillator.noise, note.frame + position)
        let levels = RunLine(level.exact(at: frame), level.exact(at: frame + NoteRun.length))
        for index in 0..<NoteRun.length {
            let sample = levels.value(index) * noise.uniform(UInt64(truncatingIfNeeded: position + index))
            run.left[index] += sample
            run.right[index] += sample
        }
    }

    private func moment(at position: Int) -> Moment {
        let seconds = Double(position) / synth.sampleRate
        let (frame, modulation) = (note.frame + position, synth.modulation)
        let wobble = modulation.value(position, from: note.frame, sampleRate: synth.sampleRate)
        let pitch = note.pitch + glide(seconds) + modulation.pitch.exact(at: frame) * wobble
        var moment = Moment(
            frequency: Pitch.frequency(pitch), width: synth.oscillator.width.exact(at: frame), coefficient: 0,
            damping: 1,
            level: Synth.peak * NoteVelocity.gain(note.velocity) * modulation.level(wobble, at: frame))
        if let filter = synth.filter, let opening {
            let octaves =
                filter.amount.exact(at: frame) * note.velocity * opening.level(at: position)
                + filter.tracking.exact(at: frame) * (pitch - 60) / 12
                + modulation.filter.exact(at: frame) * wobble
            moment.coefficient = StateVariableFilter.coefficient(
                frequency: filter.cutoff.exact(at: frame) * Pitch.ratio(octaves), sampleRate: synth.sampleRate
            )
            moment.damping = 1 / filter.resonance.exact(at: frame)
        }
        return moment
    }

    /// Semitones beside the note's own pitch.
    private func glide(_ seconds: Double) -> Double {
        seconds < glideTime ? glideFrom * (1 - Envelope.rise(seconds / glideTime)) : 0
    }
}
