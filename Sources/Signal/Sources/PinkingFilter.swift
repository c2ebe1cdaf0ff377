/// Turns white noise into pink noise of the same power.
///
/// Eight one-pole low-passes side by side, and the input itself: their sum falls by 3 dB per octave. Poles and
/// gains were fitted by least squares to 1/√f between 0.00009 and 0.455 of the sample rate, where the
/// magnitude stays within 0.014 dB of it; the gains are scaled so that the sum of the squared impulse
/// response is 1.
package struct PinkingFilter {
    private static let poles: SIMD8<Double> = [
        0.9996075615, 0.998110749, 0.9932236392, 0.9763405701,
        0.9192405657, 0.74246819, 0.3228793396, -0.4170203083,
    ]
    private static let gains: SIMD8<Double> = [
        0.009683263347, 0.01053599706, 0.01846821165, 0.03409529807,
        0.06308730071, 0.1151958552, 0.2237252274, -0.03298209004,
    ]
    private static let direct = 0.07117352597

    private var state = SIMD8<Double>.zero

    package init() {}

    package mutating func process(_ samples: UnsafeMutableBufferPointer<Double>) {
        let (poles, gains, direct) = (PinkingFilter.poles, PinkingFilter.gains, PinkingFilter.direct)
        var state = state
        for index in 0..<samples.count {
            let white = samples[index]
            state = state * poles + gains * white
            samples[index] = PinkingFilter.sum(state) + direct * white
        }
        self.state = state
    }

    /// The sum of the eight, in an order of our own: the library does not promise one.
    @inline(__always)
    private static func sum(_ vector: SIMD8<Double>) -> Double {
        let four = vector.lowHalf + vector.highHalf
        let two = four.lowHalf + four.highHalf
        return two[0] + two[1]
    }
}
