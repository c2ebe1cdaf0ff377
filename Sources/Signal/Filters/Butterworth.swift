/// Designs Butterworth filters: maximally flat in the pass band, −3.01 dB at the cut-off frequencies.
///
/// The analogue prototype has its poles evenly spaced on the left half of the unit circle (S. Butterworth,
/// "On the Theory of Filter Amplifiers", 1930). They are moved to the cut-off frequency and taken to the
/// z-plane by the bilinear transform s = (1 − z⁻¹)/(1 + z⁻¹), with K = tan(π·f/fs) as the prewarped
/// frequency (A. Oppenheim and R. Schafer, "Discrete-Time Signal Processing", chapter 7). Each conjugate
/// pair becomes one section straight from its damping and radius: no polynomial is ever multiplied out.
package enum Butterworth {
    /// The pass band. Frequencies are in hertz, above 0 and below half the sample rate.
    package enum Response: Equatable, Sendable {
        /// Passes what is below the cut-off.
        case lowpass(Double)
        /// Passes what is above the cut-off.
        case highpass(Double)
        /// Passes what is between the lower and the upper cut-off.
        case bandpass(Double, Double)
    }

    /// The orders that can be designed.
    package static let orders = 1...16

    /// The sections of a filter, the most damped first so that no section sees a peak that an earlier one
    /// could have kept away from it. Each low-pass section has unit gain at 0 Hz, each high-pass section at
    /// half the sample rate.
    ///
    /// - Parameters:
    ///   - order: of the low-pass prototype, 1…16: 6 dB per octave for each. A band-pass has twice as many
    ///     poles, as in scipy.
    ///   - sampleRate: in hertz.
    package static func sections(_ response: Response, order: Int, sampleRate: Double) -> [Biquad] {
        precondition(orders.contains(order), "BUG: a Butterworth filter of order \(order)")
        switch response {
        case .lowpass(let cutoff):
            let radius = prewarped(cutoff, sampleRate)
            return sections(
                order: order, radius: radius, first: radius, numerator: (1, 1), pair: radius * radius)
        case .highpass(let cutoff):
            let radius = prewarped(cutoff, sampleRate)
            return sections(order: order, radius: radius, first: 1, numerator: (1, -1), pair: 1)
        case .bandpass(let lower, let upper):
            precondition(lower < upper, "BUG: a band from \(lower) Hz to \(upper) Hz")
            return bandpass(
                order: order, from: prewarped(lower, sampleRate), to: prewarped(upper, sampleRate))
        }
    }

    /// tan(π·f/fs): where the bilinear transform finds the frequency on the analogue side.
    private static func prewarped(_ frequency: Double, _ sampleRate: Double) -> Double {
        precondition(
            frequency > 0 && frequency < sampleRate / 2,
            "BUG: a cut-off at \(frequency) Hz with \(sampleRate) Hz sampling")
        // Half the turn of the unit circle that the frequency makes in one sample.
        let turns = frequency / sampleRate / 2
        return Mathematics.sine(turns: turns) / Mathematics.cosine(turns: turns)
    }

    /// The prototype's poles with a positive imaginary part, the most damped first, as damping (minus the
    /// real part) and imaginary part; a real pole of an odd order is not among them.
    private static func prototypePairs(order: Int) -> [(damping: Double, imaginary: Double)] {
        (0..<order / 2).reversed().map { pair in
            let turns = Double(2 * pair + 1) / Double(4 * order)
            return (Mathematics.sine(turns: turns), Mathematics.cosine(turns: turns))
        }
    }

    /// Low-pass and high-pass differ only in their zeros, (1 ± z⁻¹) for each pole, and in their gains.
    private static func sections(
        order: Int, radius: Double, first firstGain: Double, numerator: (Double, Double),
        pair pairGain: Double
    ) -> [Biquad] {
        var sections: [Biquad] = []
        if order % 2 == 1 {
            let gain = firstGain / (1 + radius)
            sections.append(
                Biquad(b0: gain, b1: gain * numerator.1, b2: 0, a1: (radius - 1) / (1 + radius), a2: 0))
        }
        for pole in prototypePairs(order: order) {
            sections.append(
                section(
                    realPart: -pole.damping * radius, radiusSquared: radius * radius,
                    numerator: (pairGain, 2 * pairGain * numerator.1, pairGain)))
        }
        return sections
    }

    /// A pair of analogue poles with the given real part and squared distance from the origin, after the
    /// bilinear transform; the numerator is given as it is before its division by the leading denominator
    /// coefficient.
    private static func section(
        realPart: Double, radiusSquared: Double, numerator: (Double, Double, Double)
    ) -> Biquad {
        let leading = 1 - 2 * realPart + radiusSquared
        return Biquad(
            b0: numerator.0 / leading, b1: numerator.1 / leading, b2: numerator.2 / leading,
            a1: 2 * (radiusSquared - 1) / leading, a2: (1 + 2 * realPart + radiusSquared) / leading)
    }

    /// Each prototype pole p becomes the two roots of s² − p·B·s + ω² (B the band's width, ω² the product of
    /// its edges), each with a zero at 0 Hz and one at half the sample rate.
    ///
    /// The sections of the two roots stay together. One of them turns down what the other brings up again,
    /// by the ratio of the edges; all of the one kind first, as an order by radius would have it, turn a wide
    /// band of order 16 down to the level of the rounding errors before bringing it up.
    private static func bandpass(order: Int, from lower: Double, to upper: Double) -> [Biquad] {
        let (width, centreSquared) = (upper - lower, lower * upper)
        let numerator = (width, 0.0, -width)
        var sections: [Biquad] = []
        if order % 2 == 1 {
            sections.append(section(realPart: -width / 2, radiusSquared: centreSquared, numerator: numerator))
        }
        for pole in prototypePairs(order: order) {
            let half = ComplexNumber(real: -pole.damping * width / 2, imaginary: pole.imaginary * width / 2)
            let root = (half * half - ComplexNumber(real: centreSquared, imaginary: 0)).squareRoot
            // The sum that does not cancel gives one root; their product ω² gives the other.
            let aligned = half.real * root.real + half.imaginary * root.imaginary >= 0
            let larger = aligned ? half + root : half - root
            for (real, squared) in [
                (larger.real, larger.squaredMagnitude),
                (
                    centreSquared * larger.real / larger.squaredMagnitude,
                    centreSquared * centreSquared / larger.squaredMagnitude
                ),
            ] {
                sections.append(section(realPart: real, radiusSquared: squared, numerator: numerator))
            }
        }
        return sections
    }
}

/// As much of complex arithmetic as moving a pole needs.
private struct ComplexNumber {
    var real, imaginary: Double

    var squaredMagnitude: Double { real * real + imaginary * imaginary }

    /// The root in the right half of the plane.
    var squareRoot: ComplexNumber {
        let magnitude = squaredMagnitude.squareRoot()
        let larger = ((abs(real) + magnitude) / 2).squareRoot()
        guard larger > 0 else { return ComplexNumber(real: 0, imaginary: 0) }
        let smaller = abs(imaginary) / (2 * larger)
        let (across, up) = real >= 0 ? (larger, smaller) : (smaller, larger)
        return ComplexNumber(real: across, imaginary: imaginary < 0 ? -up : up)
    }

    static func + (a: Self, b: Self) -> Self {
        Self(real: a.real + b.real, imaginary: a.imaginary + b.imaginary)
    }

    static func - (a: Self, b: Self) -> Self {
        Self(real: a.real - b.real, imaginary: a.imaginary - b.imaginary)
    }

    static func * (a: Self, b: Self) -> Self {
        Self(
            real: a.real * b.real - a.imaginary * b.imaginary,
            imaginary: a.real * b.imaginary + a.imaginary * b.real)
    }
}
