import Signal
import Testing

@Suite("The subtractive synthesizer")
struct SynthTests {
    static func synth(_ oscillator: Synth.Oscillator, _ filter: Synth.Filter? = nil, glide: Control = 0)
        -> Synth
    {
        Synth(
            oscillator: oscillator, filter: filter, envelope: Notes.steady, glide: glide,
            sampleRate: Notes.sampleRate)
    }

    @Test(
        "what is not a harmonic stays 90 dB below the fundamental",
        arguments: [Tone.Wave.sine, .saw, .square, .triangle], [55.3, 997.1, 2_513.3, 4_999.9])
    func aliasing(wave: Tone.Wave, frequency: Double) throws {
        let synth = SynthTests.synth(.init(wave: wave, width: Control(wave == .square ? 0.3 : 0.5)))
        let samples = try Notes.mono(synth, [Notes.note(Notes.pitch(frequency))], frames: 70_000)
        #expect(Notes.strongestAlias(samples, frequency: frequency) < -90)
    }

    @Test("is in tune within a hundredth of a cent", arguments: [21.0, 33, 45.5, 69, 88.25, 108])
    func tuning(pitch: Double) throws {
        let samples = try Notes.mono(
            SynthTests.synth(.init(wave: .saw)), [Notes.note(pitch)], frames: 70_000)
        let expected = 440 * Mathematics.power(2, (pitch - 69) / 12)
        // Low notes are measured on a harmonic: an error of the estimate counts the less, the higher it is.
        let harmonic = pitch < 60 ? 8.0 : 1
        let found = Notes.frequency(samples, near: harmonic * expected) / harmonic
        #expect(Notes.cents(found, from: expected).magnitude < 0.01)
    }

    @Test("harmonics below a third of the sample rate have the amplitudes of the ideal wave, within 1e-3")
    func harmonics() throws {
        let expected: [(Tone.Wave, [Double])] = [
            (.saw, [0.6366198, 0.3183099, 0.2122066, 0.1591549]), (.triangle, [0.8105695, 0, 0.0900633, 0]),
            // A pulse of width w: 4/(πn)·sin πnw.
            (.square, [1.0300726, 0.6055305, 0.1311637, 0.1870928]),
        ]
        for (wave, amplitudes) in expected {
            let synth = SynthTests.synth(.init(wave: wave, width: Control(0.3)))
            let samples = try Notes.mono(synth, [Notes.note(Notes.pitch(500))], frames: 9_600)
            for (index, amplitude) in amplitudes.enumerated() {
                let found = Played.amplitude(Array(samples.suffix(4_800)), cycles: 50 * (index + 1)) / 0.25
                #expect((found - amplitude).magnitude < 1e-3, "\(wave), harmonic \(index + 1)")
            }
        }
    }

    @Test(
        "a note of velocity 1 peaks at 0.25, a saw with its overshoot at up to 0.3; velocity counts squared")
    func levels() throws {
        for (wave, range) in [(Tone.Wave.sine, 0.249...0.25), (.triangle, 0.24...0.251), (.saw, 0.25...0.3)] {
            let synth = SynthTests.synth(.init(wave: wave))
            let loud = try Notes.mono(synth, [Notes.note(57)], frames: 24_000)
            #expect(range.contains(Played.peak(loud)), "\(wave): \(Played.peak(loud))")
            let soft = try Notes.mono(synth, [Notes.note(57, velocity: 0.5)], frames: 24_000)
            #expect((Played.peak(soft) / Played.peak(loud) - 0.25).magnitude < 1e-12)
        }
        let wide = SynthTests.synth(.init(wave: .saw, unison: 7, detune: 25))
        let samples = try Notes.mono(wide, [Notes.note(57)], frames: 96_000)
        let one = try Notes.mono(SynthTests.synth(.init(wave: .saw)), [Notes.note(57)], frames: 96_000)
        // Voices that drift apart: the power of one, within a decibel and a half.
        #expect(Mathematics.decibels(fromAmplitude: Played.rms(samples) / Played.rms(one)).magnitude < 1.5)
    }

    @Test("a unison of two is one voice up and one down by the cents that it is told")
    func unison() throws {
        let synth = SynthTests.synth(.init(wave: .sine, unison: 2, detune: 30))
        let power = Notes.spectrum(try Notes.mono(synth, [Notes.note(69)], frames: 70_000))
        for frequency in [440 * Mathematics.power(2, -30.0 / 1200), 440 * Mathematics.power(2, 30.0 / 1200)] {
            let bin = Int((frequency / Notes.sampleRate * 65_536).rounded())
            let around = power[bin - 4...bin + 4]
            #expect(around.max() ?? 0 > 0.5 * (power.max() ?? 1))
            #expect(around.firstIndex(of: around.max() ?? 0).map { ($0 - bin).magnitude <= 1 } ?? false)
        }
    }

    @Test("a spread unison is as loud left as right, and different")
    func spread() throws {
        let synth = SynthTests.synth(.init(wave: .saw, unison: 6, detune: 20, spread: 1))
        let channels = try Played.samples(Notes.track(synth, [Notes.note(50)], frames: 96_000))
        let (left, right) = (Played.rms(channels[0]), Played.rms(channels[1]))
        #expect(Mathematics.decibels(fromAmplitude: left / right).magnitude < 1)
        let product = zip(channels[0], channels[1]).reduce(0) { $0 + $1.0 * $1.1 } / Double(channels[0].count)
        #expect(product / (left * right) < 0.8)
    }

    @Test("the sub-oscillator is a sine an octave below, beside a saw that has nothing there")
    func sub() throws {
        let synth = SynthTests.synth(.init(wave: .saw, sub: 0.5))
        let samples = try Notes.mono(synth, [Notes.note(Notes.pitch(500))], frames: 9_600)
        #expect((Played.amplitude(Array(samples.suffix(4_800)), cycles: 25) - 0.125).magnitude < 1e-4)
    }

    @Test(
        "the filter has the response of its analogue prototype, warped, within 0.001 dB",
        arguments: StateVariableFilter.Mode.allCases, [200.0, 1_000, 5_000])
    func response(mode: StateVariableFilter.Mode, frequency: Double) throws {
        #expect(try Self.responseError(mode, frequency: frequency).magnitude < 0.001)
    }

    static func responseError(_ mode: StateVariableFilter.Mode, frequency: Double) throws -> Double {
        func amplitude(_ filter: Synth.Filter?) throws -> Double {
            let synth = SynthTests.synth(.init(wave: .sine), filter)
            let samples = try Notes.mono(synth, [Notes.note(Notes.pitch(frequency))], frames: 48_000)
            return Played.amplitude(Array(samples.suffix(4_800)), cycles: Int(frequency / 10))
        }
        let found = try amplitude(.init(mode, cutoff: Control(1_000), resonance: Control(2)))
        // s = i·tan(πf/fs)/tan(πfc/fs); 1, s/Q and s² over s² + s/Q + 1.
        let corner = Mathematics.tangent(Mathematics.pi / 48)
        let x = Mathematics.tangent(Mathematics.pi * frequency / 48_000) / corner
        let below = ((1 - x * x) * (1 - x * x) + x * x / 4).squareRoot()
        let above = mode == .lowpass ? 1 : mode == .bandpass ? x / 2 : x * x
        return Mathematics.decibels(fromAmplitude: found / (try amplitude(nil)) / (above / below))
    }

    @Test("the filter's corner follows the key and its envelope")
    func corner() throws {
        // With full tracking, a note an octave higher is filtered like the lower one: the same wave, twice as fast.
        func thirdHarmonic(_ pitch: Double, _ filter: Synth.Filter) throws -> Double {
            let samples = try Notes.mono(
                SynthTests.synth(.init(wave: .saw), filter), [Notes.note(pitch)], frames: 72_000)
            let frequency = 440 * Mathematics.power(2, (pitch - 69) / 12)
            let tail = Array(samples.suffix(48_000))
            return Played.amplitude(tail, cycles: Int(3 * frequency))
                / Played.amplitude(tail, cycles: Int(frequency))
        }
        let tracking = Synth.Filter(.lowpass, cutoff: Control(300), tracking: 1)
        let (low, high) = (try thirdHarmonic(57, tracking), try thirdHarmonic(69, tracking))
        #expect(Mathematics.decibels(fromAmplitude: high / low).magnitude < 0.1)
        let opened = Synth.Filter(
            .lowpass, cutoff: Control(150), amount: 2,
            envelope: Envelope(attack: 0.001, decay: 0.1, sustain: 1, release: 0.1))
        let fixed = Synth.Filter(.lowpass, cutoff: Control(600))
        let (open, still) = (try thirdHarmonic(57, opened), try thirdHarmonic(57, fixed))
        #expect(Mathematics.decibels(fromAmplitude: open / still).magnitude < 0.001)
    }

    @Test("a glide begins at the note before and arrives in its time")
    func glide() throws {
        let notes = [Notes.note(57, frames: 1_000), Notes.note(69, at: 24_000)]
        let samples = try Notes.mono(
            SynthTests.synth(.init(wave: .sine), glide: 0.25), notes, frames: 110_000)
        // Upward crossings just after the start, and behind the glide.
        #expect((SynthTests.frequency(samples[24_100..<25_500]) - 220).magnitude < 8)
        #expect((SynthTests.frequency(samples[37_000..<60_000]) - 440).magnitude < 0.1)
    }

    /// Hz, from the first to the last upward crossing of zero.
    static func frequency(_ samples: ArraySlice<Double>) -> Double {
        let crossings = samples.indices.dropFirst().filter { samples[$0 - 1] < 0 && samples[$0] >= 0 }.map {
            index in
            Double(index) - samples[index] / (samples[index] - samples[index - 1])
        }
        guard let first = crossings.first, let last = crossings.last, crossings.count > 1 else { return 0 }
        return Notes.sampleRate * Double(crossings.count - 1) / (last - first)
    }

    @Test("vibrato moves the pitch by its semitones, and tremolo the level to what it leaves")
    func modulation() throws {
        let vibrato = Synth(
            oscillator: .init(wave: .sine), envelope: Notes.steady,
            modulation: Modulation(rate: 2, pitch: 1, filter: 0, amplitude: 0, delay: 0),
            sampleRate: Notes.sampleRate)
        let samples = try Notes.mono(vibrato, [Notes.note(81)], frames: 48_000)
        // At an eighth of a second the sine is at its top, at three eighths at its bottom.
        #expect((Notes.pitch(SynthTests.frequency(samples[5_800..<6_200])) - 82).magnitude < 0.02)
        #expect((Notes.pitch(SynthTests.frequency(samples[17_800..<18_200])) - 80).magnitude < 0.02)
        let tremolo = Synth(
            oscillator: .init(wave: .sine), envelope: Notes.steady,
            modulation: Modulation(rate: 2, pitch: 0, filter: 0, amplitude: 0.8, delay: 0),
            sampleRate: Notes.sampleRate)
        let loud = try Notes.mono(tremolo, [Notes.note(81)], frames: 48_000)
        #expect((Played.peak(Array(loud[5_900..<6_100])) - 0.25).magnitude < 0.001)
        #expect((Played.peak(Array(loud[17_900..<18_100])) - 0.05).magnitude < 0.001)
    }

    @Test("begins and ends without a click: no bend is sharper there than within the note")
    func clicks() throws {
        let synth = SynthTests.synth(.init(wave: .sine))
        let samples = try Notes.mono(synth, [Notes.note(57.37, at: 100, frames: 9_000)], frames: 12_000)
        // 0.25·(2π·225/48000)² within; 0.25·6/48² more in the attack, and 0.25·42/240² in the release.
        #expect(Notes.sharpestBend(samples[2_000..<8_000]) < 0.000_22)
        #expect(Notes.sharpestBend(samples[..<1_000]) < 0.000_22 + 0.25 * 6 / 2_304)
        #expect(Notes.sharpestBend(samples[8_000...]) < 0.000_22 + 0.25 * 42 / 57_600 + 0.000_1)
    }
}
