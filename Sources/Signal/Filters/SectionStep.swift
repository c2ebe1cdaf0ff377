/// One sample of a section, its output put into the states: with c1 = b1 − a1·b0 and c2 = b2 − a2·b0,
///
///     y = b0·x + s1,   s1' = c1·x + s2 − a1·s1,   s2' = c2·x − a2·s1
///
/// From one sample to the next there are a multiplication and a subtraction, and the way in is not among them.
struct SectionStep: Sendable {
    private let b0, c1, c2, a1, a2: Double

    init(_ section: Biquad) {
        (b0, a1, a2) = (section.b0, section.a1, section.a2)
        // Rounded once: where poles and zeros lie close together little is left of the difference.
        c1 = section.b1.addingProduct(-section.a1, section.b0)
        c2 = section.b2.addingProduct(-section.a2, section.b0)
    }

    /// - Returns: y, with the states of the next sample in place of this one's.
    @inline(__always)
    func advance(_ s1: inout Double, _ s2: inout Double, _ x: Double) -> Double {
        let y = b0 * x + s1
        let next = (c1 * x + s2) - a1 * s1
        s2 = c2 * x - a2 * s1
        s1 = next
        return y
    }

    /// The same in four lanes.
    @inline(__always)
    func advance(
        _ s1: inout SIMD4<Double>, _ s2: inout SIMD4<Double>, _ x: SIMD4<Double>
    ) -> SIMD4<Double> {
        let y = b0 * x + s1
        let next = (c1 * x + s2) - a1 * s1
        s2 = c2 * x - a2 * s1
        s1 = next
        return y
    }
}
