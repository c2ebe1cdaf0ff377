/// Designs Chebyshev filters: steeper than Butterworth's of the same order, with ripples in the pass band (type I)
/// or in the stop band (type II).
///
/// The poles lie on an ellipse with the half axes sinh μ and cosh μ, μ = arsinh(1/ε)/order; those of type II are their
/// reciprocals, with zeros at ±j/cos θ (A. Antoniou, "Digital Filters", chapter 10).
package enum Chebyshev {
    /// Type I: between 0 and −`ripple` dB in the pass band, and −`ripple` dB at the cut-off, after which it falls.
    ///
    /// - Parameters:
    ///   - order: of the low-pass prototype, 1…16.
    ///   - ripple: in dB, above 0.
    ///   - sampleRate: in hertz.
    package static func sections(
        _ response: FilterResponse, order: Int, ripple: Double, sampleRate: Double
    ) -> [Biquad] {
        let excess = Mathematics.amplitude(fromDecibels: 2 * ripple) - 1
        let ellipse = Ellipse(order: order, 1 / excess.squareRoot())
        let prototype = AnaloguePrototype(
            pairs: ellipse.poles.map { .init(damping: $0.damping, imaginary: $0.imaginary) },
            realPole: order % 2 == 1 ? ellipse.minor : nil,
            // An even order begins at the bottom of a ripple.
            steadyGain: order % 2 == 1 ? 1 : Mathematics.amplitude(fromDecibels: -ripple))
        return prototype.sections(response, sampleRate: sampleRate)
    }

    /// Type II: falls evenly in the pass band, and reaches −`attenuation` dB at the cut-off, above which it does not
    /// come back.
    ///
    /// - Parameters:
    ///   - order: of the low-pass prototype, 1…16.
    ///   - attenuation: of the stop band in dB, above 0.
    ///   - sampleRate: in hertz.
    package static func inverseSections(
        _ response: FilterResponse, order: Int, attenuation: Double, sampleRate: Double
    ) -> [Biquad] {
        let excess = Mathematics.amplitude(fromDecibels: 2 * attenuation) - 1
        let ellipse = Ellipse(order: order, excess.squareRoot())
        let prototype = AnaloguePrototype(
            pairs: ellipse.poles.map { pole in
                let square = pole.damping * pole.damping + pole.imaginary * pole.imaginary
                return .init(
                    damping: pole.damping / square, imaginary: pole.imaginary / square,
                    radiusSquared: 1 / square, zero: 1 / pole.cosine)
            },
            realPole: order % 2 == 1 ? 1 / ellipse.minor : nil)
        return prototype.sections(response, sampleRate: sampleRate)
    }

    /// Where the poles lie.
    private struct Ellipse {
        /// sinh μ.
        let minor: Double
        /// Those with a positive imaginary part, the most damped first.
        let poles: [(damping: Double, imaginary: Double, cosine: Double)]

        init(order: Int, _ value: Double) {
            precondition(Butterworth.orders.contains(order), "BUG: a Chebyshev filter of order \(order)")
            let inverse = Mathematics.logarithm(value + (value * value + 1).squareRoot())
            let growth = Mathematics.exponential(inverse / Double(order))
            let (minor, major) = ((growth - 1 / growth) / 2, (growth + 1 / growth) / 2)
            self.minor = minor
            poles = (0..<order / 2).reversed().map { pair in
                let turns = Double(2 * pair + 1) / Double(4 * order)
                let cosine = Mathematics.cosine(turns: turns)
                return (minor * Mathematics.sine(turns: turns), major * cosine, cosine)
            }
        }
    }
}
