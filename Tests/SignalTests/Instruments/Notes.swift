import Signal

/// Notes and what they sound like, for tests.
enum Notes {
    static let sampleRate = 48_000.0

    /// Held at its full level from 1 ms after its start.
    static let steady = Envelope(attack: 0.001, decay: 0.001, sustain: 1, release: 0.005)

    static func note(
        _ pitch: Double, at frame: Int = 0, frames: Int = 1 << 20, velocity: Double = 1, seed: UInt64 = 1
    ) -> Note {
        Note(frame: frame, frames: frames, pitch: pitch, velocity: velocity, seed: seed)
    }

    /// The MIDI number of a frequency in Hz.
    static func pitch(_ frequency: Double) -> Double {
        69 + 12 * Mathematics.logarithm(frequency / 440) / Mathematics.logarithm(2)
    }

    static func track(
        _ instrument: any NoteInstrument, _ notes: [Note], frames: Int, channels: Int? = nil,
        polyphony: Int = 32, level: Control = Control(1)
    ) -> NoteTrack {
        NoteTrack(
            instrument: instrument, notes: notes, polyphony: polyphony, level: level,
            channels: channels ?? instrument.channels, sampleRate: sampleRate, frames: frames)
    }

    static func mono(_ instrument: any NoteInstrument, _ notes: [Note], frames: Int) throws -> [Double] {
        try Played.mono(track(instrument, notes, frames: frames, channels: 1))
    }

    /// The power spectrum of the last 2¹⁶ samples under a window whose side lobes are below −180 dB (Kaiser's with
    /// β = 20, by its power series), in bins of 0.73 Hz.
    static func spectrum(_ samples: [Double]) -> [Double] {
        let length = 1 << 16
        precondition(samples.count >= length, "BUG: \(samples.count) samples are too few")
        var real = zip(samples.suffix(length), window(length)).map { $0 * $1 }
        var imaginary = Array(repeating: 0.0, count: length)
        FourierTransform(length: length).synthesise(real: &real, imaginary: &imaginary)
        return (0...length / 2).map { real[$0] * real[$0] + imaginary[$0] * imaginary[$0] }
    }

    /// Half the width of the window's main lobe in bins, with room.
    static let lobe = 9

    private static func window(_ length: Int) -> [Double] {
        (0..<length).map { index in
            let x = 2 * Double(index) / Double(length - 1) - 1
            return bessel(20 * max(0, 1 - x * x).squareRoot()) / bessel(20)
        }
    }

    /// The modified Bessel function of order 0: Σ ((x/2)ᵏ/k!)².
    private static func bessel(_ x: Double) -> Double {
        var (sum, term, k) = (1.0, 1.0, 1.0)
        while term > sum * 1e-17 {
            term *= (x / (2 * k)) * (x / (2 * k))
            sum += term
            k += 1
        }
        return sum
    }

    /// The strongest component that is not a multiple of `frequency`, in decibels beside the fundamental.
    static func strongestAlias(_ samples: [Double], frequency: Double) -> Double {
        let power = spectrum(samples)
        let binsPerHertz = Double(1 << 16) / sampleRate
        var rest = power
        for index in 0...lobe { rest[index] = 0 }
        var harmonic = frequency
        var fundamental = 0.0
        while harmonic < sampleRate / 2 {
            let bin = Int((harmonic * binsPerHertz).rounded())
            for index in max(0, bin - lobe)...min(rest.count - 1, bin + lobe) {
                if harmonic == frequency { fundamental = max(fundamental, power[index]) }
                rest[index] = 0
            }
            harmonic += frequency
        }
        let strongest = rest.max() ?? 0
        return Mathematics.decibels(fromAmplitude: (strongest / fundamental).squareRoot())
    }

    /// The frequency of the strongest component within a semitone of `near`, Hz: the parabola through the logarithms of
    /// the three highest bins, which is exact to a hundredth of a bin under this window.
    static func frequency(_ samples: [Double], near: Double) -> Double {
        let power = spectrum(samples)
        let hertzPerBin = sampleRate / Double(1 << 16)
        let range = Int(near / 1.06 / hertzPerBin)...Int(near * 1.06 / hertzPerBin)
        let top = range.max { power[$0] < power[$1] } ?? 1
        let (a, b, c) = (
            Mathematics.logarithm(power[top - 1]), Mathematics.logarithm(power[top]),
            Mathematics.logarithm(power[top + 1])
        )
        return (Double(top) + 0.5 * (a - c) / (a - 2 * b + c)) * hertzPerBin
    }

    /// How far a frequency is from another, cents.
    static func cents(_ frequency: Double, from expected: Double) -> Double {
        100 * (pitch(frequency) - pitch(expected))
    }

    /// The largest magnitude of the second difference, which a click raises.
    static func sharpestBend(_ samples: some Collection<Double>) -> Double {
        let samples = Array(samples)
        return samples.indices.dropFirst(2).reduce(0) {
            max($0, (samples[$1] - 2 * samples[$1 - 1] + samples[$1 - 2]).magnitude)
        }
    }
}
