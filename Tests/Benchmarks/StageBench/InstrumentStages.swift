import Resampling
import Signal

extension StageBench {
    /// Notes of half a second, one after the other.
    private static func notes(frames: Int) -> [Note] {
        (0..<frames / 24_000).map { number in
            Note(
                frame: number * 24_000, frames: 22_000, pitch: Double(40 + number * 7 % 36), velocity: 0.8,
                seed: UInt64(number))
        }
    }

    private static func stage(_ name: String, _ instrument: any NoteInstrument) -> Stage {
        Stage(name: name, bytesPerSample: 8) { frames in
            try drain(
                NoteTrack(
                    instrument: instrument, notes: notes(frames: frames), channels: 1, sampleRate: rate,
                    frames: frames))
        }
    }

    /// One note at a time on each instrument, and a change of rate.
    static var instruments: [Stage] {
        let envelope = Envelope(attack: 0.005, decay: 0.2, sustain: 0.6, release: 0.1)
        let filter = Synth.Filter(.lowpass, cutoff: Control(800), resonance: Control(2), amount: 2)
        let operators = (1...4).map {
            FrequencyModulation.Operator(ratio: Control(Double($0)), level: 0.8, envelope: envelope)
        }
        return [
            stage(
                "synth, one saw",
                Synth(oscillator: .init(wave: .saw), filter: filter, envelope: envelope, sampleRate: rate)),
            stage(
                "synth, seven saws",
                Synth(
                    oscillator: .init(wave: .saw, unison: 7, detune: 15, sub: 0.3), filter: filter,
                    envelope: envelope, sampleRate: rate)),
            stage("fm", FrequencyModulation(algorithm: .pairs, operators: operators, sampleRate: rate)),
            stage("pluck", PluckedString(decay: 4, sampleRate: rate)),
            stage("organ", Organ(drawbars: [8, 8, 8, 4, 4, 4, 2, 2, 2], sampleRate: rate)),
            Stage(name: "resample 44.1 to 48 kHz", bytesPerSample: 8) { frames in
                try drain(ResampledStream(Repeated(frames: frames), from: 44_100, to: 48_000))
            },
        ]
    }
}
