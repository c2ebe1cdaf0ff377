/// An analogue low-pass whose cut-off is at 1 radian per second: what a family of filters is defined by.
///
/// It is moved to the cut-off frequency, turned round for a high-pass or spread for a band-pass, and taken to the
/// z-plane by the bilinear transform s = (1 − z⁻¹)/(1 + z⁻¹), with K = tan(π·f/fs) as the prewarped frequency
/// (A. Oppenheim and R. Schafer, "Discrete-Time Signal Processing", chapter 7). Each conjugate pair becomes one
/// section straight from its damping and radius: no polynomial is ever multiplied out.
struct AnaloguePrototype: Sendable {
    /// A conjugate pair of poles.
    struct Pair: Sendable {
        /// Minus the real part.
        let damping: Double
        let imaginary: Double
        /// The squared distance from the origin.
        let radiusSquared: Double
        /// A pair of zeros at ±j·zero; nil where there is none but at infinity.
        let zero: Double?

        init(damping: Double, imaginary: Double, radiusSquared: Double? = nil, zero: Double? = nil) {
            self.damping = damping
            self.imaginary = imaginary
            self.radiusSquared = radiusSquared ?? damping * damping + imaginary * imaginary
            self.zero = zero
        }
    }

    /// The most damped first, so that no section sees a peak that an earlier one could have kept away from it.
    let pairs: [Pair]
    /// The damping of the real pole of an odd order.
    let realPole: Double?
    /// The gain at 0 Hz; that of each section is 1.
    let steadyGain: Double

    init(pairs: [Pair], realPole: Double?, steadyGain: Double = 1) {
        self.pairs = pairs
        self.realPole = realPole
        self.steadyGain = steadyGain
    }

    /// The sections of the digital filter. But for `steadyGain`, which the first has, each low-pass section has
    /// unit gain at 0 Hz and each high-pass section at half the sample rate.
    func sections(_ response: FilterResponse, sampleRate: Double) -> [Biquad] {
        let sections =
            switch response {
            case .lowpass(let cutoff): lowpass(prewarped(cutoff, sampleRate))
            case .highpass(let cutoff): highpass(prewarped(cutoff, sampleRate))
            case .bandpass(let lower, let upper):
                bandpass(from: prewarped(lower, sampleRate), to: prewarped(upper, sampleRate))
            }
        guard steadyGain != 1, let first = sections.first else { return sections }
        return [first.scaled(by: steadyGain)] + sections.dropFirst()
    }

    /// tan(π·f/fs): where the bilinear transform finds the frequency on the analogue side.
    private func prewarped(_ frequency: Double, _ sampleRate: Double) -> Double {
        precondition(
            frequency > 0 && frequency < sampleRate / 2,
            "BUG: a cut-off at \(frequency) Hz with \(sampleRate) Hz sampling")
        return Mathematics.tangent(turns: frequency / sampleRate / 2)
    }
}

extension AnaloguePrototype {
    private func lowpass(_ cutoff: Double) -> [Biquad] {
        let square = cutoff * cutoff
        let first = realPole.map { pole in
            let radius = pole * cutoff
            let gain = radius / (1 + radius)
            return Biquad(b0: gain, b1: gain, b2: 0, a1: (radius - 1) / (1 + radius), a2: 0)
        }
        return [first].compactMap(\.self)
            + pairs.map { pair in
                let radiusSquared = pair.radiusSquared * square
                let numerator =
                    pair.zero.map { zero in
                        zeros(at: zero * zero * square, gain: pair.radiusSquared / (zero * zero))
                    } ?? (radiusSquared, 2 * radiusSquared, radiusSquared)
                return section(
                    realPart: -pair.damping * cutoff, radiusSquared: radiusSquared, numerator: numerator)
            }
    }

    private func highpass(_ cutoff: Double) -> [Biquad] {
        let square = cutoff * cutoff
        let first = realPole.map { pole in
            let radius = cutoff / pole
            let gain = 1 / (1 + radius)
            return Biquad(b0: gain, b1: -gain, b2: 0, a1: (radius - 1) / (1 + radius), a2: 0)
        }
        return [first].compactMap(\.self)
            + pairs.map { pair in
                section(
                    realPart: -pair.damping / pair.radiusSquared * cutoff,
                    radiusSquared: square / pair.radiusSquared,
                    numerator: pair.zero.map { zeros(at: square / ($0 * $0), gain: 1) } ?? (1, -2, 1))
            }
    }

    /// Each pole p becomes the two roots of s² − p·B·s + ω² (B the band's width, ω² the product of its edges), each
    /// with a zero at 0 Hz and one at half the sample rate; a pair of zeros in the stop band becomes two pairs
    /// in the same way.
    ///
    /// The sections of the two roots stay together. One of them turns down what the other brings up again,
    /// by the ratio of the edges; all of the one kind first, as an order by radius would have it, turn a wide
    /// band of order 16 down to the level of the rounding errors before bringing it up.
    private func bandpass(from lower: Double, to upper: Double) -> [Biquad] {
        let (width, centreSquared) = (upper - lower, lower * upper)
        let first = realPole.map { pole in
            section(
                realPart: -pole * width / 2, radiusSquared: centreSquared,
                numerator: (pole * width, 0, -pole * width))
        }
        return [first].compactMap(\.self)
            + pairs.flatMap { pair in
                let larger = largerRoot(pair, width, centreSquared)
                let numerators = bandNumerators(pair, width, centreSquared)
                return [
                    section(
                        realPart: larger.real, radiusSquared: larger.squaredMagnitude,
                        numerator: numerators.larger),
                    // The product of the roots, ω², gives the other one.
                    section(
                        realPart: centreSquared * larger.real / larger.squaredMagnitude,
                        radiusSquared: centreSquared * centreSquared / larger.squaredMagnitude,
                        numerator: numerators.smaller),
                ]
            }
    }

    private func largerRoot(_ pair: Pair, _ width: Double, _ centreSquared: Double) -> ComplexNumber {
        let half = ComplexNumber(real: -pair.damping * width / 2, imaginary: pair.imaginary * width / 2)
        let root = (half * half - ComplexNumber(real: centreSquared, imaginary: 0)).squareRoot
        // The sum that does not cancel.
        let aligned = half.real * root.real + half.imaginary * root.imaginary >= 0
        return aligned ? half + root : half - root
    }

    private typealias Numerator = (Double, Double, Double)

    private func bandNumerators(
        _ pair: Pair, _ width: Double, _ centreSquared: Double
    ) -> (larger: Numerator, smaller: Numerator) {
        guard let zero = pair.zero else {
            let scaled = pair.radiusSquared * width
            return ((scaled, 0, -scaled), (width, 0, -width))
        }
        let larger = (zero * width + (zero * zero * width * width + 4 * centreSquared).squareRoot()) / 2
        let smaller = centreSquared / larger
        return (
            zeros(at: larger * larger, gain: pair.radiusSquared / (zero * zero)),
            zeros(at: smaller * smaller, gain: 1)
        )
    }

    /// The numerator of zeros at ±j·√square.
    private func zeros(at square: Double, gain: Double) -> Numerator {
        (gain * (1 + square), gain * 2 * (square - 1), gain * (1 + square))
    }

    /// A pair of analogue poles with the given real part and squared distance from the origin, after the
    /// bilinear transform; the numerator is given as it is before its division by the leading denominator
    /// coefficient.
    private func section(realPart: Double, radiusSquared: Double, numerator: Numerator) -> Biquad {
        let leading = 1 - 2 * realPart + radiusSquared
        return Biquad(
            b0: numerator.0 / leading, b1: numerator.1 / leading, b2: numerator.2 / leading,
            a1: 2 * (radiusSquared - 1) / leading, a2: (1 + 2 * realPart + radiusSquared) / leading)
    }
}

extension Biquad {
    fileprivate func scaled(by gain: Double) -> Biquad {
        Biquad(b0: b0 * gain, b1: b1 * gain, b2: b2 * gain, a1: a1, a2: a2)
    }
}
