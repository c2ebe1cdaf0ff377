import Resampling
import Signal

extension UnitConformanceTests {
    static let instruments = synthesizer + others + resampling

    private static func synth(_ wave: Tone.Wave, _ filter: Synth.Filter? = nil) -> Synth {
        Synth(
            oscillator: .init(wave: wave, width: Control(wave == .square ? 0.3 : 0.5)), filter: filter,
            envelope: Notes.steady, sampleRate: Notes.sampleRate)
    }

    private static let synthesizer: [UnitCheck] =
        [Tone.Wave.saw, .square, .triangle].map { wave in
            UnitCheck(
                "synth, \(wave.rawValue): aliasing", against: "nothing beside the harmonics, to 5 kHz",
                within: -90, .decibels
            ) {
                try [110.3, 997.1, 2_513.3, 4_999.9].map { frequency in
                    let note = Notes.note(Notes.pitch(frequency))
                    return Notes.strongestAlias(
                        try Notes.mono(synth(wave), [note], frames: 70_000), frequency: frequency)
                }.max() ?? .infinity
            }
        } + [
            UnitCheck("synth: pitch", against: "440 · 2^((n − 69)/12) Hz", within: 0.01, .cents) {
                try tuning(synth(.saw), [21, 33, 45.5, 69, 88.25, 108])
            },
            UnitCheck("synth: filter", against: "its analogue prototype, warped", within: 0.001, .decibels) {
                try filterError()
            },
            UnitCheck("envelope", against: "its closed form", within: 1e-12) {
                let envelope = NoteEnvelope(EnvelopeTests.shape, at: 0, held: 3_000, sampleRate: 48_000)
                return (0...envelope.frames).reduce(0) {
                    let expected = EnvelopeTests.level(Double($1) / 48_000, held: 0.0625)
                    return max($0, (envelope.level(at: $1) - expected).magnitude)
                }
            },
            UnitCheck(
                "note edges", against: "no bend but the sine's and the envelope's (second difference)",
                within: 0.000_2
            ) {
                let samples = try Notes.mono(
                    synth(.sine), [Notes.note(57.37, at: 100, frames: 9_000)], frames: 12_000)
                let within = Notes.sharpestBend(samples[2_000..<8_000])
                return Notes.sharpestBend(samples[8_000...]) - within
            },
        ]

    private static let others: [UnitCheck] = [
        UnitCheck("pluck: pitch", against: "440 · 2^((n − 69)/12) Hz", within: 0.1, .cents) {
            let string = PluckedString(decay: 20, brightness: 0.8, position: 0, sampleRate: Notes.sampleRate)
            return try tuning(string, [28, 40, 52.5, 64, 76.25, 88, 100])
        },
        UnitCheck("pluck", against: "numpy's twin of its recurrence", within: 1e-10) {
            try PluckedStringTests.worstOfTwins()
        },
        UnitCheck("organ", against: "a sum of sines", within: 1e-9) { try OrganTests.worstOfSum() },
        UnitCheck("fm", against: "its recurrence, all algorithms", within: 1e-9) {
            try FrequencyModulation.Algorithm.allCases.map(FrequencyModulationTests.worstOfRecurrence).max()
                ?? 1
        },
        UnitCheck("fm: two operators", against: "Bessel functions of the index", within: 1e-4) {
            try [0.5, 1.5, 3].map(FrequencyModulationTests.worstSideband).max() ?? 1
        },
        UnitCheck("drum voices", against: "a peak of 0.9 at velocity 1", within: 1e-12) {
            DrumVoiceTests.kit.map {
                (Played.peak($0.voice.render(velocity: 1, seed: 3, sampleRate: 48_000)[0]) - 0.9).magnitude
            }.max() ?? 1
        },
    ]

    private static let resampling: [UnitCheck] = [
        UnitCheck("resampling: pass band", against: "the tone at the other rate", within: -120, .decibels) {
            try [(44_100.0, 48_000.0), (48_000, 44_100), (96_000, 48_000)].map { from, to in
                try [0.1, 0.37, 0.9].map { try resampledTone(min(from, to) / 2 * $0, from, to) }.max() ?? 0
            }.max() ?? 0
        },
        UnitCheck(
            "sampler: transposed by a fifth", against: "the tone at that pitch", within: -120, .decibels
        ) {
            let tone = try Played.mono(
                Tone(wave: .sine, frequency: 440, level: 0.5, sampleRate: 44_100, frames: 44_100))
            let zone = Sampler.Zone(samples: [tone], sampleRate: 44_100, root: 69)
            let played = try Notes.mono(
                Sampler(zones: [zone], sampleRate: 48_000), [Notes.note(76)], frames: 24_000)
            let exact = try Played.mono(
                Tone(
                    wave: .sine, frequency: Pitch.frequency(76), level: 0.5, sampleRate: 48_000,
                    frames: 24_000))
            return error(played, exact, 2_000..<22_000)
        },
    ]

    private static func tuning(_ instrument: any NoteInstrument, _ pitches: [Double]) throws -> Double {
        try pitches.map { pitch in
            let samples = try Notes.mono(instrument, [Notes.note(pitch)], frames: 70_000)
            let expected = 440 * Mathematics.power(2, (pitch - 69) / 12)
            // Low notes are measured on a harmonic: an error of the estimate counts the less, the higher it is.
            let harmonic = pitch < 60 ? 8.0 : 1
            let found = Notes.frequency(samples, near: harmonic * expected) / harmonic
            return Notes.cents(found, from: expected).magnitude
        }.max() ?? .infinity
    }

    private static func filterError() throws -> Double {
        try StateVariableFilter.Mode.allCases.flatMap { mode in
            try [200.0, 1_000, 5_000].map { try SynthTests.responseError(mode, frequency: $0).magnitude }
        }.max() ?? .infinity
    }

    private static func resampledTone(_ frequency: Double, _ from: Double, _ to: Double) throws -> Double {
        func tone(_ rate: Double) -> Tone {
            Tone(
                wave: .sine, frequency: frequency, level: 0.5, phase: 0.1, sampleRate: rate,
                frames: Int(rate / 4))
        }
        let found = try Played.mono(ResampledStream(tone(from), from: from, to: to))
        return error(found, try Played.mono(tone(to)), 3_000..<8_000)
    }

    /// The largest difference beside the tone's level, dB.
    private static func error(_ found: [Double], _ exact: [Double], _ frames: Range<Int>) -> Double {
        let worst = frames.reduce(0) { max($0, (found[$1] - exact[$1]).magnitude) }
        return Mathematics.decibels(fromAmplitude: worst / 0.5)
    }
}
