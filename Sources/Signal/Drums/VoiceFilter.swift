/// The two-pole filter inside a drum voice: band-pass and high-pass outputs of one state-variable filter.
///
/// The trapezoidal form: A. Simper, "Solving the continuous SVF equations using trapezoidal integration and
/// equivalent currents", Cytomic, 2013.
struct VoiceFilter {
    private let damping: Double
    private let a1: Double
    private let a2: Double
    private let a3: Double
    private var current1 = 0.0
    private var current2 = 0.0

    /// - Parameters:
    ///   - frequency: of the corner or centre, Hz; at most 0.45 of the sample rate is used.
    ///   - quality: Q; 0.7 is maximally flat.
    ///   - sampleRate: Hz.
    init(frequency: Double, quality: Double, sampleRate: Double) {
        let g = Mathematics.tangent(Mathematics.pi * min(frequency / sampleRate, 0.45))
        damping = 1 / quality
        a1 = 1 / (1 + g * (g + damping))
        a2 = g * a1
        a3 = g * a2
    }

    /// The high-passed sample, 12 dB per octave.
    @inline(__always)
    mutating func highPass(_ x: Double) -> Double {
        let (band, low) = step(x)
        return x - damping * band - low
    }

    /// The band-passed sample, at unity gain at the centre.
    @inline(__always)
    mutating func bandPass(_ x: Double) -> Double {
        damping * step(x).band
    }

    @inline(__always)
    private mutating func step(_ x: Double) -> (band: Double, low: Double) {
        let difference = x - current2
        let band = a1 * current1 + a2 * difference
        let low = current2 + a2 * current1 + a3 * difference
        current1 = 2 * band - current1
        current2 = 2 * low - current2
        return (band, low)
    }
}
