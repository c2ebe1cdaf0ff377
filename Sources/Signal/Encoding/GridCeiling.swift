extension Quantiser.Grid {
    /// The highest level up to which samples stay at or below `ceiling` in the file, dither and rounding
    /// included. A limiter that stops here keeps its promise where it counts.
    ///
    /// - Parameter ceiling: linear, 1 is full scale.
    package func reachable(_ ceiling: Double, dither: Quantiser.Dither) -> Double {
        switch self {
        case .float64, .codec: return ceiling
        case .float32:
            let nearest = Float(ceiling)
            return Double(Double(nearest) > ceiling ? nearest.nextDown : nearest)
        case .pcm(let bits):
            let steps = Double(sign: .plus, exponent: bits - 1, significand: 1)
            let highest = min((ceiling * steps).rounded(.down), steps - 1)
            // Dither adds less than one step, and rounding at most half of one: together they reach the step
            // from half a step below it.
            let excursion: Double =
                switch dither {
                case .none: 0
                case .tpdf: 0.5
                case .shaped: 0.5 + ErrorShaping.largestCorrection
                }
            return max(highest - excursion, 0.5) / steps
        }
    }
}
