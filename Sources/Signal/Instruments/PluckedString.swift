/// A plucked string: a loop of delay as long as a period, fed with a burst of noise and losing its treble on the way.
///
/// K. Karplus and A. Strong, "Digital synthesis of plucked-string and drum timbres", and D. A. Jaffe and J. O. Smith,
/// "Extensions of the Karplus-Strong plucked-string algorithm", Computer Music Journal 7(2), 1983:
///
///     u[n] = ρ·((1 − 2b)·y[n − N] + b·(y[n − N + 1] + y[n − N − 1]))      loss, symmetric: N samples at every pitch
///     y[n] = C·u[n] + u[n − 1] − C·y[n − 1]                            the fraction of a sample, d
///     C = sin((1 − d)·ω/2) / sin((1 + d)·ω/2),  ω = 2π·f/fs            exact at the fundamental
///
/// with N + d = fs/f, 0.5 ≤ d < 1.5: tuned to the fundamental's exact frequency. ρ is such that the fundamental falls
/// by 60 dB in the decay time, and at most 0.99999; where it would have to be more, because the loss is too great for so
/// long a decay of so high a note, b is lowered.
///
/// A note of velocity 1 begins with a peak of −12 dBFS (0.25). A softer one is plucked with a duller burst.
///
/// Where its numbers move, a note has those of the moment at which it is plucked.
package struct PluckedString: NoteInstrument {
    package let channels = 1
    /// Seconds in which the fundamental falls by 60 dB.
    let decay: Control
    /// How slowly the treble dies away, 0 … 1: b = (1 − brightness)/4.
    let brightness: Control
    /// Where the string is plucked, as a part of its length: 0 … 0.5. At 0 every harmonic sounds.
    let position: Control
    /// Seconds in which the string is damped when the key is let go.
    let release: Control
    let sampleRate: Double

    package init(
        decay: Control, brightness: Control = 0.5, position: Control = 0.13, release: Control = 0.1,
        sampleRate: Double
    ) {
        precondition(
            decay.range.lowerBound > 0 && release.range.lowerBound >= 0.005,
            "BUG: a string of \(decay) s, damped in \(release) s")
        self.decay = decay
        self.brightness = brightness
        self.position = position
        self.release = release
        self.sampleRate = sampleRate
    }

    package func voice(for note: Note, after previous: Note?) -> any NoteVoice { StringVoice(self, note) }
}

/// One note of a ``PluckedString``.
struct StringVoice: NoteVoice {
    /// The shortest loop: higher notes are silent. At 48 kHz that is 9.6 kHz.
    private static let shortest = 4
    /// Of the loop at any frequency: below 1, so that every string comes to rest.
    private static let greatestGain = 0.99999

    let frames: Int
    private let envelope: NoteEnvelope
    private let level: Double
    /// The factors on the newest and oldest of three samples, and on the middle one.
    private let (side, middle): (Double, Double)
    private let allpass: Double
    /// The last N + 1 samples; the oldest at `oldest`.
    private var line: [Double]
    private var oldest = 0
    private var (lossBefore, before) = (0.0, 0.0)
    private var position = 0

    init(_ string: PluckedString, _ note: Note) {
        let (decay, brightness) = (
            string.decay.exact(at: note.frame), string.brightness.exact(at: note.frame)
        )
        let frequency = Pitch.frequency(note.pitch)
        let period = string.sampleRate / frequency
        let whole = Int((period - 0.5).rounded(.down))
        let fraction = period - Double(whole)
        let turns = frequency / string.sampleRate
        allpass =
            Mathematics.sine(turns: (1 - fraction) * turns / 2)
            / Mathematics.sine(turns: (1 + fraction) * turns / 2)
        let perPeriod = Mathematics.amplitude(fromDecibels: -60 / (frequency * decay))
        let bend = 2 * (1 - Mathematics.cosine(turns: turns))
        let b = max(0, min((1 - brightness) / 4, (1 - perPeriod / StringVoice.greatestGain) / bend))
        let rho = min(StringVoice.greatestGain, perPeriod / (1 - bend * b))
        (side, middle) = (rho * b, rho * (1 - 2 * b))
        level = Synth.peak * NoteVelocity.gain(note.velocity)
        // 100 dB down it is over, held or not.
        let longest = Int(decay * 5 / 3 * string.sampleRate)
        envelope = NoteEnvelope(
            Envelope(attack: 0.001, decay: 0.001, sustain: 1, release: string.release),
            at: note.frame, held: min(note.frames, longest), sampleRate: string.sampleRate)
        let isHeard = whole >= StringVoice.shortest && whole < 1 << 20
        frames = isHeard ? envelope.frames : 0
        line =
            isHeard
            ? StringVoice.burst(
                length: whole, pluckedAt: string.position.exact(at: note.frame), velocity: note.velocity,
                seed: note.seed) : []
    }

    /// N + 1 samples of noise: low-passed the more the softer it is, without what a string does not give where it is
    /// plucked, without a mean, at a peak of 1. The oldest is the one before the period.
    private static func burst(length: Int, pluckedAt place: Double, velocity: Double, seed: UInt64)
        -> [Double]
    {
        let random = CounterRandom(seed: seed)
        let pole = 0.9 * (1 - velocity)
        var noise: [Double] = []
        var state = 0.0
        for index in 0..<length {
            state = (1 - pole) * random.uniform(UInt64(index)) + pole * state
            noise.append(state)
        }
        // The string's image arrives inverted, a part of the period later.
        let lag = Int((place * Double(length)).rounded())
        var burst = noise
        if lag > 0 {
            for index in 0..<length { burst[index] = noise[index] - noise[(index + length - lag) % length] }
        }
        let mean = burst.reduce(0, +) / Double(length)
        let peak = burst.reduce(0) { max($0, ($1 - mean).magnitude) }
        return [0] + burst.map { peak > 0 ? ($0 - mean) / peak : 0 }
    }

    mutating func next(into run: inout NoteRun) {
        let count = line.count
        line.withUnsafeMutableBufferPointer { line in
            for index in 0..<NoteRun.length {
                let (first, second) = (oldest, oldest + 1 < count ? oldest + 1 : 0)
                let third = second + 1 < count ? second + 1 : 0
                run.left[index] = line[second]
                let loss = middle * line[second] + side * (line[first] + line[third])
                let sample = allpass * (loss - before) + lossBefore
                (lossBefore, before) = (loss, sample)
                line[first] = sample
                oldest = second
            }
        }
        envelope.apply(to: &run, stereo: false, frame: position, gain: RunLine(level, level))
        position += NoteRun.length
    }
}
