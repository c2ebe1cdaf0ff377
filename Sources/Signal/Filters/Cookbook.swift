/// The filters of an equaliser: second-order sections after R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad
/// filter coefficients" (1998; W3C Audio Working Group Note, 2021), and a tilt of the first order.
package enum Cookbook: Sendable {
    /// Passes what is below the frequency, with a resonance of Q there; −3.01 dB where Q is 1/√2.
    case lowpass
    /// Passes what is above the frequency.
    case highpass
    /// Passes what is about the frequency, which keeps its level.
    case bandpass
    /// Takes out what is about the frequency.
    case notch
    /// Raises or lowers what is about the frequency.
    case bell
    /// Raises or lowers what is below the frequency.
    case lowShelf
    /// Raises or lowers what is above the frequency.
    case highShelf
    /// Lowers what is below the frequency by the gain and raises what is above it by as much:
    /// H(s) = (k·s + 1)/(s + k), k the gain as a factor.
    case tilt

    /// - Parameters:
    ///   - frequency: in hertz, above 0 and below half the sample rate: the cut-off, the centre or the middle of the
    ///     slope.
    ///   - gain: in dB; of bell, shelves and tilt.
    ///   - q: the quality; above 0; of all but the tilt.
    ///   - sampleRate: in hertz.
    package func section(frequency: Double, gain: Double, q: Double, sampleRate: Double) -> Biquad {
        precondition(
            frequency > 0 && frequency < sampleRate / 2 && q > 0,
            "BUG: a filter at \(frequency) Hz of quality \(q) with \(sampleRate) Hz sampling")
        if case .tilt = self {
            return tilt(
                Mathematics.tangent(turns: frequency / sampleRate / 2),
                Mathematics.amplitude(fromDecibels: gain))
        }
        let angle = Angle(turns: frequency / sampleRate, q: q)
        let amplitude = Mathematics.amplitude(fromDecibels: gain / 2)
        return switch self {
        case .lowpass: angle.section((1 - angle.cosine) / 2, 1 - angle.cosine, (1 - angle.cosine) / 2)
        case .highpass: angle.section((1 + angle.cosine) / 2, -1 - angle.cosine, (1 + angle.cosine) / 2)
        case .bandpass: angle.section(angle.alpha, 0, -angle.alpha)
        case .notch: angle.section(1, -2 * angle.cosine, 1)
        case .bell: angle.bell(amplitude)
        case .lowShelf: angle.shelf(amplitude, angle.cosine, isLow: true)
        case .highShelf: angle.shelf(amplitude, -angle.cosine, isLow: false)
        case .tilt: preconditionFailure("BUG: a tilt has a formula of its own")
        }
    }

    /// The bilinear transform of the tilt, K the prewarped frequency.
    private func tilt(_ frequency: Double, _ factor: Double) -> Biquad {
        let leading = 1 + factor * frequency
        return Biquad(
            b0: (factor + frequency) / leading, b1: (frequency - factor) / leading, b2: 0,
            a1: (factor * frequency - 1) / leading, a2: 0)
    }
}

/// What the formulae have in common: the frequency as an angle, and α = sin ω / 2Q.
private struct Angle {
    let cosine: Double
    let alpha: Double

    init(turns: Double, q: Double) {
        cosine = Mathematics.cosine(turns: turns)
        alpha = Mathematics.sine(turns: turns) / (2 * q)
    }

    func section(_ b0: Double, _ b1: Double, _ b2: Double) -> Biquad {
        let leading = 1 + alpha
        return Biquad(
            b0: b0 / leading, b1: b1 / leading, b2: b2 / leading, a1: -2 * cosine / leading,
            a2: (1 - alpha) / leading)
    }

    func bell(_ amplitude: Double) -> Biquad {
        let leading = 1 + alpha / amplitude
        return Biquad(
            b0: (1 + alpha * amplitude) / leading, b1: -2 * cosine / leading,
            b2: (1 - alpha * amplitude) / leading, a1: -2 * cosine / leading,
            a2: (1 - alpha / amplitude) / leading)
    }

    /// The two shelves mirror each other: with the cosine's sign, the signs of b1 and a1 turn round.
    func shelf(_ amplitude: Double, _ cosine: Double, isLow: Bool) -> Biquad {
        let (above, below) = (amplitude + 1, amplitude - 1)
        let root = 2 * amplitude.squareRoot() * alpha
        let sign = isLow ? 1.0 : -1
        let leading = above + below * cosine + root
        return Biquad(
            b0: amplitude * (above - below * cosine + root) / leading,
            b1: sign * 2 * amplitude * (below - above * cosine) / leading,
            b2: amplitude * (above - below * cosine - root) / leading,
            a1: sign * -2 * (below + above * cosine) / leading,
            a2: (above + below * cosine - root) / leading)
    }
}
