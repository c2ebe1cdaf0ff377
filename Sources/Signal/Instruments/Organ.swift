/// An organ of nine drawbars, each a sine: the partials of a Hammond tone-wheel organ.
///
/// Their pitches are those of its wheels, so tempered: the third and fifth harmonics are a little off. A partial above
/// the highest wheel, 5,925 Hz, sounds an octave lower, as it is wired there.
///
/// A note of velocity 1 peaks at most at −12 dBFS (0.25): the sum of its partials' amplitudes, whose phases begin at 0. Where
/// drawbars move, it does so when each is drawn as far as it ever is.
/// An organ does not feel how hard a key is struck; the velocity is a volume.
package struct Organ: NoteInstrument {
    /// The partials' distance from the key in semitones: 16', 5⅓', 8', 4', 2⅔', 2', 1⅗', 1⅓', 1'.
    package static let semitones: [Double] = [-12, 7, 0, 12, 19, 24, 28, 31, 36]
    /// Hz, the 91st wheel.
    static let highestWheel = 5925.0
    static let envelope = Envelope(attack: 0.004, decay: 0.001, sustain: 1, release: 0.03)

    package let channels = 1
    /// Of the nine partials.
    private let drawbars: [Control]
    /// The sum of the partials' levels where each is drawn as far as it ever is.
    private let whole: Double
    /// Whether no drawbar moves.
    let isStill: Bool
    /// Level of the click when a key closes its contacts, beside the peak, as a note begins: 0 … 1.
    let click: Control
    let modulation: Modulation
    let sampleRate: Double

    /// - Parameter drawbars: nine numbers 0 … 8. Each step is 3 dB; 0 is silence, and below 1 the amplitude falls to it in
    ///   a straight line.
    package init(drawbars: [Control], click: Control = 0, modulation: Modulation = .none, sampleRate: Double)
    {
        precondition(
            drawbars.count == 9
                && drawbars.allSatisfy { $0.range.lowerBound >= 0 && $0.range.upperBound <= 8 },
            "BUG: drawbars \(drawbars.map(\.range))")
        self.drawbars = drawbars
        isStill = drawbars.allSatisfy { $0.constant != nil }
        whole = drawbars.reduce(0) { $0 + Organ.level($1.range.upperBound) }
        self.click = click
        self.modulation = modulation
        self.sampleRate = sampleRate
    }

    /// The amplitude of a partial beside the peak of a note, at a frame of the production.
    func amplitude(_ partial: Int, at frame: Int) -> Double {
        whole > 0 ? Organ.level(drawbars[partial].exact(at: frame)) / whole : 0
    }

    /// Whether a partial is ever heard.
    func isDrawn(_ partial: Int) -> Bool { drawbars[partial].range.upperBound > 0 }

    private static func level(_ drawbar: Double) -> Double {
        drawbar < 1
            ? drawbar * Mathematics.amplitude(fromDecibels: -21)
            : Mathematics.amplitude(fromDecibels: 3 * (drawbar - 8))
    }

    package func voice(for note: Note, after previous: Note?) -> any NoteVoice { OrganVoice(self, note) }
}

/// One note of an ``Organ``.
struct OrganVoice: NoteVoice {
    private struct Partial {
        /// Of the nine.
        let number: Int
        /// Frequency beside the note's.
        let ratio: Double
        /// Over the run at hand.
        var amplitude: RunLine
        var phase = 0.0
    }

    /// How fast a click dies away, seconds to 1/e.
    private static let clickDecay = 0.0025

    let frames: Int
    private let organ: Organ
    private let note: Note
    private let envelope: NoteEnvelope
    private let random: CounterRandom
    private var click: Decay
    private let clickLevel: Double
    private var partials: [Partial]
    private var position = 0
    private var (frequency, level) = (0.0, 1.0)

    init(_ organ: Organ, _ note: Note) {
        self.organ = organ
        self.note = note
        envelope = NoteEnvelope(
            Organ.envelope, at: note.frame, held: note.frames, sampleRate: organ.sampleRate)
        frames = envelope.frames
        random = CounterRandom(seed: note.seed)
        clickLevel = organ.click.exact(at: note.frame)
        click = Decay(time: OrganVoice.clickDecay, sampleRate: organ.sampleRate)
        partials = Organ.semitones.indices.filter(organ.isDrawn).map { number in
            var pitch = note.pitch + Organ.semitones[number]
            while Pitch.frequency(pitch) > min(Organ.highestWheel, organ.sampleRate / 2) { pitch -= 12 }
            let amplitude = organ.amplitude(number, at: note.frame)
            return Partial(
                number: number, ratio: Pitch.ratio((pitch - note.pitch) / 12),
                amplitude: RunLine(amplitude, amplitude))
        }
        (frequency, level) = moment(at: 0)
    }

    mutating func next(into run: inout NoteRun) {
        let to = moment(at: position + NoteRun.length)
        for index in 0..<NoteRun.length { run.left[index] = 0 }
        for index in partials.indices {
            if !organ.isStill { draw(index) }
            add(index, to: &run, frequency, to.frequency)
        }
        if clickLevel > 0 { addClick(to: &run) }
        envelope.apply(to: &run, stereo: false, frame: position, gain: RunLine(level, to.level))
        position += NoteRun.length
        (frequency, level) = to
    }

    /// Takes a drawbar on to the end of the run at hand.
    private mutating func draw(_ partial: Int) {
        let end = organ.amplitude(partials[partial].number, at: note.frame + position + NoteRun.length)
        partials[partial].amplitude = RunLine(partials[partial].amplitude.end, end)
    }

    private mutating func add(_ partial: Int, to run: inout NoteRun, _ from: Double, _ to: Double) {
        let (ratio, amplitude) = (partials[partial].ratio, partials[partial].amplitude)
        let phase = partials[partial].phase
        let (first, last) = (ratio * from / organ.sampleRate, ratio * to / organ.sampleRate)
        let bend = (last - first) / Double(2 * NoteRun.length)
        run.left.withUnsafeMutableBufferPointer { output in
            for index in 0..<NoteRun.length {
                let time = Double(Int32(truncatingIfNeeded: index))
                output[index] +=
                    amplitude.value(index) * Mathematics.sine(turns: phase + time * (first + time * bend))
            }
        }
        let end = phase + Double(NoteRun.length) * 0.5 * (first + last)
        partials[partial].phase = end - end.rounded(.down)
    }

    private mutating func addClick(to run: inout NoteRun) {
        for index in 0..<NoteRun.length {
            run.left[index] +=
                clickLevel * click.next() * random.uniform(UInt64(truncatingIfNeeded: position + index))
        }
    }

    private func moment(at position: Int) -> (frequency: Double, level: Double) {
        let (frame, modulation) = (note.frame + position, organ.modulation)
        let wobble = modulation.value(position, from: note.frame, sampleRate: organ.sampleRate)
        return (
            Pitch.frequency(note.pitch + modulation.pitch.exact(at: frame) * wobble),
            Synth.peak * NoteVelocity.gain(note.velocity) * modulation.level(wobble, at: frame)
        )
    }
}
