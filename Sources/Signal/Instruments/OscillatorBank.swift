/// The oscillators of one synthesizer note: the unison and the sub-oscillator.
struct OscillatorBank {
    private struct Voice {
        /// −1 … 1 from the first voice to the last.
        let place: Double
        /// Frequency beside the note's, at the frame at hand.
        var ratio: Double
        /// Its share of each side, at the frame at hand.
        var left: Double
        var right: Double
        /// Turns.
        var phase: Double
    }

    private let oscillator: Synth.Oscillator
    private let bands: WaveBands?
    private let sampleRate: Double
    private let stereo: Bool
    private let hasSub: Bool
    /// Whether the voices stay where they are.
    private let isStill: Bool
    private var voices: [Voice]
    private var subPhase = 0.0
    private var phases = [Double](repeating: 0, count: NoteRun.length)
    private var wave = [Double](repeating: 0, count: NoteRun.length)

    init(_ synth: Synth, note: Note) {
        oscillator = synth.oscillator
        bands = synth.bands
        sampleRate = synth.sampleRate
        stereo = synth.channels == 2
        hasSub = synth.hasSub
        let random = CounterRandom(seed: seed(of: "unison", note.seed))
        let count = synth.oscillator.unison
        isStill = oscillator.detune.constant != nil && oscillator.spread.constant != nil
        voices = (0..<count).map { index in
            Voice(
                place: count == 1 ? 0 : 2 * Double(index) / Double(count - 1) - 1, ratio: 1, left: 1,
                right: 1,
                phase: count == 1 ? 0 : 0.5 * random.uniform(UInt64(index)))
        }
        for index in voices.indices { voices[index] = placed(voices[index], at: note.frame) }
    }

    /// A voice as it is at a frame of the production.
    private func placed(_ voice: Voice, at frame: Int) -> Voice {
        let gain = 1 / Double(voices.count).squareRoot()
        // Equal power, the middle at unity on both sides.
        let turns = (voice.place * oscillator.spread.exact(at: frame) + 1) / 8
        let root = 2.0.squareRoot()
        var voice = voice
        voice.ratio = Pitch.ratio(voice.place * oscillator.detune.exact(at: frame) / 1200)
        voice.left = gain * (stereo ? root * Mathematics.cosine(turns: turns) : 1)
        voice.right = gain * (stereo ? root * Mathematics.sine(turns: turns) : 1)
        return voice
    }

    /// Sets a run to the next frames.
    ///
    /// - Parameters:
    ///   - frequency: the note's, Hz.
    ///   - width: of a square.
    ///   - frame: of the production, at which the run begins.
    mutating func next(into run: inout NoteRun, frequency: RunLine, width: RunLine, frame: Int) {
        for index in 0..<NoteRun.length { (run.left[index], run.right[index]) = (0, 0) }
        for index in voices.indices {
            let voice = voices[index]
            let next = isStill ? voice : placed(voice, at: frame + NoteRun.length)
            let own = RunLine(frequency.start * voice.ratio, frequency.end * next.ratio)
            voices[index] = next
            voices[index].phase = advance(from: voice.phase, own)
            makeWave(own, width)
            let (left, right) = (RunLine(voice.left, next.left), RunLine(voice.right, next.right))
            for frame in 0..<NoteRun.length {
                run.left[frame] += left.value(frame) * wave[frame]
                run.right[frame] += right.value(frame) * wave[frame]
            }
        }
        if hasSub { addSub(to: &run, frequency, frame) }
    }

    /// Works out the phases of a run, and gives the phase behind it.
    private mutating func advance(from phase: Double, _ frequency: RunLine) -> Double {
        let (first, last) = (frequency.start / sampleRate, frequency.end / sampleRate)
        let bend = (last - first) / Double(2 * NoteRun.length)
        for index in 0..<NoteRun.length {
            let time = Double(Int32(truncatingIfNeeded: index))
            phases[index] = phase + time * (first + time * bend)
        }
        let end = phase + Double(NoteRun.length) * 0.5 * (first + last)
        return end - end.rounded(.down)
    }

    private mutating func makeWave(_ frequency: RunLine, _ width: RunLine) {
        for index in wave.indices { wave[index] = 0 }
        guard let bands else {
            guard max(frequency.start, frequency.end) < sampleRate / 2 else { return }
            for index in wave.indices { wave[index] = Mathematics.sine(turns: phases[index]) }
            return
        }
        guard oscillator.wave == .square else {
            bands.add(to: &wave, phases: phases, offset: RunLine(0, 0), frequency: frequency, gain: 1)
            return
        }
        // A pulse is the difference of two saws: up from its rising edge at 0 to its width.
        bands.add(
            to: &wave, phases: phases, offset: RunLine(0.5 - width.start, 0.5 - width.end),
            frequency: frequency,
            gain: 1)
        bands.add(to: &wave, phases: phases, offset: RunLine(0.5, 0.5), frequency: frequency, gain: -1)
    }

    private mutating func addSub(to run: inout NoteRun, _ frequency: RunLine, _ frame: Int) {
        subPhase = advance(from: subPhase, RunLine(frequency.start / 2, frequency.end / 2))
        let level = RunLine(
            oscillator.sub.exact(at: frame), oscillator.sub.exact(at: frame + NoteRun.length))
        for index in 0..<NoteRun.length {
            let sample = level.value(index) * Mathematics.sine(turns: phases[index])
            run.left[index] += sample
            run.right[index] += sample
        }
    }
}
