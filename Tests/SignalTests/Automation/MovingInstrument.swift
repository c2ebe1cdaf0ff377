@testable import Signal

// Instruments whose parameters move. They hear nothing: of the signal only the length counts.
extension MovingUnit {
    private static func instrument(
        _ name: String, _ range: ClosedRange<Double>, tolerance: Double? = 1e-9,
        _ make: @escaping @Sendable (Control) -> any NoteInstrument
    ) -> MovingUnit {
        stream(name, range, tolerance: tolerance) { control, _, frames in
            let notes = [0, 2_900, 20_000].map { frame in
                Note(frame: frame, frames: 20_000, pitch: 60, velocity: 0.8, seed: UInt64(frame))
            }
            return NoteTrack(
                instrument: make(control), notes: notes, channels: 2, sampleRate: rate, frames: frames)
        }
    }

    private static let envelope = Envelope(attack: 0.02, decay: 0.1, sustain: 0.6, release: 0.1)

    private static func synth(
        _ name: String, _ range: ClosedRange<Double>,
        _ oscillator: @escaping @Sendable (Control) -> Synth.Oscillator
    ) -> MovingUnit {
        instrument(name, range) {
            Synth(oscillator: oscillator($0), envelope: envelope, glide: 0.05, sampleRate: rate)
        }
    }

    private static func filter(
        _ name: String, _ range: ClosedRange<Double>, _ make: @escaping @Sendable (Control) -> Synth.Filter
    ) -> MovingUnit {
        instrument(name, range) {
            Synth(
                oscillator: Synth.Oscillator(wave: .sine), filter: make($0), envelope: envelope,
                sampleRate: rate)
        }
    }

    private static func vibrato(
        _ name: String, _ range: ClosedRange<Double>, _ make: @escaping @Sendable (Control) -> Modulation
    ) -> MovingUnit {
        instrument(name, range) {
            Synth(
                oscillator: Synth.Oscillator(wave: .sine), filter: Synth.Filter(.lowpass, cutoff: 900),
                envelope: envelope, modulation: make($0), sampleRate: rate)
        }
    }

    private static func fm(
        _ name: String, _ range: ClosedRange<Double>,
        _ make: @escaping @Sendable (Control) -> (feedback: Control, ratio: Control, level: Control)
    ) -> MovingUnit {
        instrument(name, range) { control in
            let moved = make(control)
            let plain = FrequencyModulation.Operator(ratio: 1, level: 1, envelope: envelope)
            return FrequencyModulation(
                algorithm: .stack,
                operators: [
                    plain, .init(ratio: moved.ratio, level: moved.level, envelope: envelope),
                    .init(ratio: 1, level: 0, envelope: envelope), plain,
                ], feedback: moved.feedback, sampleRate: rate)
        }
    }

    static let instruments: [MovingUnit] =
        Tone.Wave.allCases.map { wave in
            // A still tone has all of its harmonics; of one that moves the last quarter of an octave is faded.
            MovingUnit(
                name: "tone.frequency, \(wave)", range: 200...900, tolerance: wave == .sine ? 1e-9 : 0.1
            ) {
                control, signal, capacities in
                let frames = signal[0].count
                let tone: any SampleStream =
                    control.constant.map {
                        Tone(wave: wave, frequency: $0, level: 1, sampleRate: rate, frames: frames)
                    } ?? MovingTone(wave: wave, frequency: control, sampleRate: rate, frames: frames)
                return try Spread(tone, channels: 2).allSamples(blockCapacities: capacities)
            }
        } + [
            synth("oscillator.detune", 0...60) { .init(wave: .sine, unison: 3, detune: $0, spread: 0.5) },
            synth("oscillator.spread", 0...1) { .init(wave: .sine, unison: 3, detune: 9, spread: $0) },
            synth("oscillator.sub", 0...1) { .init(wave: .sine, sub: $0) },
            synth("oscillator.noise", 0...1) { .init(wave: .sine, noise: $0) },
            filter("filter.amount", -2...4) { .init(.lowpass, cutoff: 400, amount: $0) },
            filter("filter.tracking", 0...2) { .init(.highpass, cutoff: 400, tracking: $0) },
            vibrato("lfo.rate", 0.5...12) {
                .init(rate: $0, pitch: 1, filter: 1, amplitude: 0.5, delay: 0.1)
            },
            vibrato("lfo.pitch", 0...3) { .init(rate: 5, pitch: $0, filter: 0, amplitude: 0, delay: 0) },
            vibrato("lfo.filter", 0...3) { .init(rate: 5, pitch: 0, filter: $0, amplitude: 0, delay: 0) },
            vibrato("lfo.amplitude", 0...1) { .init(rate: 5, pitch: 0, filter: 0, amplitude: $0, delay: 0) },
            fm("fm.feedback", 0...1) { ($0, 1, 0.5) },
            fm("operator.ratio", 0.5...2) { (0, $0, 0.5) },
            fm("operator.level", 0...1.5) { (0, 1, $0) },
            instrument("adsr.attack", 0.02...0.2) {
                Synth(
                    oscillator: Synth.Oscillator(wave: .sine),
                    envelope: Envelope(attack: $0, decay: 0.1, sustain: 0.5, release: 0.1), sampleRate: rate)
            },
            instrument("pluck.decay", 0.2...4) { PluckedString(decay: $0, sampleRate: rate) },
            instrument("pluck.brightness", 0...0.9) {
                PluckedString(decay: 2, brightness: $0, sampleRate: rate)
            },
            instrument("organ.click", 0...1) {
                Organ(drawbars: [8, 8, 8, 0, 0, 0, 0, 0, 0], click: $0, sampleRate: rate)
            },
            // As loud as where each is drawn as far as it ever is.
            instrument("organ.drawbars", 0...8, tolerance: nil) {
                Organ(drawbars: [8, 0, $0, 0, 0, 3, 0, 0, 0], sampleRate: rate)
            },
        ]
}
