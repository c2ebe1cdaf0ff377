/// One second-order section of a digital filter,
///
///     H(z) = (b0 + b1·z⁻¹ + b2·z⁻²) / (1 + a1·z⁻¹ + a2·z⁻²),
///
/// with the coefficient of the newest output scaled to one. A first-order section has `b2 == 0` and
/// `a2 == 0`.
package struct Biquad: Equatable, Sendable {
    package let b0, b1, b2, a1, a2: Double

    package init(b0: Double, b1: Double, b2: Double, a1: Double, a2: Double) {
        self.b0 = b0
        self.b1 = b1
        self.b2 = b2
        self.a1 = a1
        self.a2 = a2
    }

    /// Lets every sample through unchanged.
    static let identity = Biquad(b0: 1, b1: 0, b2: 0, a1: 0, a2: 0)

    /// The gain for a constant input.
    var steadyGain: Double { (b0 + b1 + b2) / (1 + a1 + a2) }
}
