/// The window of J. F. Kaiser ("Nonrecursive digital filter design using the I₀-sinh window function", 1974): the
/// narrowest transition for a given attenuation, very nearly.
struct KaiserWindow {
    /// Taps, an odd number.
    let length: Int
    private let beta: Double

    /// The shortest window of odd length whose filter goes from pass band to stop band within `transition` radians per
    /// sample, with ripples `attenuation` dB down (above 21). Kaiser's formulae.
    init(attenuation: Double, transition: Double) {
        let taps = ((attenuation - 7.95) / (2.285 * transition) + 1).rounded(.up)
        length = Int(taps) | 1
        beta = KaiserWindow.beta(attenuation)
    }

    init(length: Int, attenuation: Double) {
        self.length = length
        beta = KaiserWindow.beta(attenuation)
    }

    /// At `position`, −1 … 1: the edges and the centre between them.
    func value(at position: Double) -> Double {
        KaiserWindow.bessel(beta * max(0, 1 - position * position).squareRoot()) / KaiserWindow.bessel(beta)
    }

    private static func beta(_ attenuation: Double) -> Double {
        attenuation > 50
            ? 0.1102 * (attenuation - 8.7)
            : 0.5842 * Mathematics.power(attenuation - 21, 0.4) + 0.07886 * (attenuation - 21)
    }

    /// I₀(x) = Σ ((x/2)ᵏ/k!)², the modified Bessel function of the first kind; all terms positive.
    private static func bessel(_ x: Double) -> Double {
        let square = x * x / 4
        var (sum, term, k) = (1.0, 1.0, 1.0)
        while term > sum * 0x1p-54 {
            term *= square / (k * k)
            sum += term
            k += 1
        }
        return sum
    }
}
