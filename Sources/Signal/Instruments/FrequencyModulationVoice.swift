/// One note of a ``FrequencyModulation``.
struct FrequencyModulationVoice: NoteVoice {
    private struct Operator {
        /// Frequency beside the note's, over the run at hand.
        var ratio: RunLine
        /// Amplitude of a carrier; turns of a modulator; over the run at hand.
        var level: RunLine
        let envelope: NoteEnvelope
        var phase = 0.0
        /// The output of the frame at hand.
        var output = 0.0
    }

    let frames: Int
    private let instrument: FrequencyModulation
    private let note: Note
    private let isModulator: [Bool]
    private let modulators: [[Int]]
    /// Whether neither ratios nor levels move.
    private let isStill: Bool
    private var operators: [Operator]
    /// The fourth operator's last two outputs, before its level.
    private var (last, beforeLast) = (0.0, 0.0)
    private var position = 0
    private var frequency: Double
    private var brightness: Double
    private var level: Double

    init(_ instrument: FrequencyModulation, _ note: Note) {
        self.instrument = instrument
        self.note = note
        let (algorithm, sampleRate) = (instrument.algorithm, instrument.sampleRate)
        modulators = algorithm.modulators
        isModulator = (0..<4).map { number in algorithm.modulators.contains { $0.contains(number) } }
        isStill = instrument.operators.allSatisfy { $0.ratio.constant != nil && $0.level.constant != nil }
        let operators = instrument.operators.enumerated().map { number, settings in
            let level = FrequencyModulationVoice.level(number, instrument, note, at: note.frame)
            return Operator(
                ratio: RunLine(settings.ratio.exact(at: note.frame), settings.ratio.exact(at: note.frame)),
                level: RunLine(level, level),
                envelope: NoteEnvelope(
                    settings.envelope, at: note.frame, held: note.frames, sampleRate: sampleRate))
        }
        self.operators = operators
        frames = algorithm.carriers.map { operators[$0].envelope.frames }.max() ?? 0
        (frequency, brightness, level) = (0, 1, 1)
        (frequency, brightness, level) = moment(at: 0)
    }

    /// The amplitude of a carrier, all of which add up to the peak, or the index in turns of what moves another's phase,
    /// which stays within the bandwidth.
    private static func level(
        _ number: Int, _ instrument: FrequencyModulation, _ note: Note, at frame: Int
    ) -> Double {
        let (settings, whole) = (instrument.operators[number], instrument.whole)
        let (half, fundamental) = (instrument.sampleRate / 2, Pitch.frequency(note.pitch))
        let frequency = settings.ratio.exact(at: frame) * fundamental
        guard frequency < half else { return 0 }
        let level = settings.level.exact(at: frame)
        if instrument.isCarrier[number] {
            return whole > 0 ? Synth.peak * NoteVelocity.gain(note.velocity) * level / whole : 0
        }
        let highest = instrument.targets[number].reduce(0) {
            max($0, instrument.operators[$1].ratio.exact(at: frame) * fundamental)
        }
        let limit = max(0, (half - highest) / frequency - 4)
        return min(level * note.velocity, limit) / Mathematics.fullTurn
    }

    mutating func next(into run: inout NoteRun) {
        let to = moment(at: position + NoteRun.length)
        let hertz = RunLine(frequency / instrument.sampleRate, to.frequency / instrument.sampleRate)
        let bright = RunLine(brightness, to.brightness)
        let loud = RunLine(level, to.level)
        let turned = RunLine(feedback(at: position), feedback(at: position + NoteRun.length))
        if !isStill { moveOperators() }
        for index in 0..<NoteRun.length {
            run.left[index] =
                loud.value(index)
                * sample(index, hertz.value(index), bright.value(index), turned.value(index))
        }
        position += NoteRun.length
        (frequency, brightness, level) = to
        for number in operators.indices { operators[number].phase -= operators[number].phase.rounded(.down) }
    }

    /// Turns.
    private func feedback(at position: Int) -> Double {
        instrument.feedback.exact(at: note.frame + position) / Mathematics.fullTurn
    }

    /// Takes ratios and levels on to the end of the run at hand.
    private mutating func moveOperators() {
        let end = note.frame + position + NoteRun.length
        for number in operators.indices {
            let ratio = instrument.operators[number].ratio
            operators[number].ratio = RunLine(ratio.exact(at: end - NoteRun.length), ratio.exact(at: end))
            let level = FrequencyModulationVoice.level(number, instrument, note, at: end)
            operators[number].level = RunLine(operators[number].level.end, level)
        }
    }

    /// One frame of the run at hand: from the fourth operator to the first, since those that move others have higher numbers.
    private mutating func sample(
        _ index: Int, _ cyclesPerFrame: Double, _ brightness: Double, _ feedback: Double
    ) -> Double {
        let frame = position + index
        var heard = 0.0
        for number in stride(from: 3, through: 0, by: -1) {
            var phase = operators[number].phase
            for modulator in modulators[number] { phase += operators[modulator].output }
            if number == 3 { phase += feedback * 0.5 * (last + beforeLast) }
            let sine = Mathematics.sine(turns: phase)
            let output =
                operators[number].level.value(index) * operators[number].envelope.level(at: frame) * sine
            if number == 3 { (last, beforeLast) = (operators[number].envelope.level(at: frame) * sine, last) }
            operators[number].output = output * brightness
            operators[number].phase += operators[number].ratio.value(index) * cyclesPerFrame
            if !isModulator[number] { heard += output }
        }
        return heard
    }

    private func moment(at position: Int) -> (frequency: Double, brightness: Double, level: Double) {
        let (frame, modulation) = (note.frame + position, instrument.modulation)
        let wobble = modulation.value(position, from: note.frame, sampleRate: instrument.sampleRate)
        return (
            Pitch.frequency(note.pitch + modulation.pitch.exact(at: frame) * wobble),
            instrument.brightness.exact(at: frame), modulation.level(wobble, at: frame)
        )
    }
}
