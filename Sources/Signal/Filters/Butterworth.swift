/// Designs Butterworth filters: maximally flat in the pass band, −3.01 dB at the cut-off frequencies.
///
/// The analogue prototype has its poles evenly spaced on the left half of the unit circle (S. Butterworth,
/// "On the Theory of Filter Amplifiers", 1930).
package enum Butterworth {
    package typealias Response = FilterResponse

    /// The orders that can be designed.
    package static let orders = 1...16

    /// - Parameters:
    ///   - order: of the low-pass prototype, 1…16: 6 dB per octave for each. A band-pass has twice as many
    ///     poles, as in scipy.
    ///   - sampleRate: in hertz.
    package static func sections(_ response: Response, order: Int, sampleRate: Double) -> [Biquad] {
        precondition(orders.contains(order), "BUG: a Butterworth filter of order \(order)")
        let pairs = (0..<order / 2).reversed().map { pair in
            let turns = Double(2 * pair + 1) / Double(4 * order)
            return AnaloguePrototype.Pair(
                damping: Mathematics.sine(turns: turns), imaginary: Mathematics.cosine(turns: turns),
                radiusSquared: 1)
        }
        return AnaloguePrototype(pairs: pairs, realPole: order % 2 == 1 ? 1 : nil)
            .sections(response, sampleRate: sampleRate)
    }
}
