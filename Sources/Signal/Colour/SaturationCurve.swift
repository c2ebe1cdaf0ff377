/// What becomes of a sample in a saturation; all lie between −1 and 1.
package enum SaturationCurve: String, Sendable {
    /// tanh x.
    case tanh
    /// x − 4/27·x³ up to ±1.5, where it reaches ±1 without a kink, and stays.
    case soft
    /// (tanh(x + b) − tanh b)/(1 + tanh b) with b = 1/4: it bends sooner above than below, as a valve does off the middle
    /// of its range, which gives even harmonics and a constant part.
    case tube

    private static let bias = 0.25
    private static let biasValue = SaturationCurve.hyperbolicTangent(bias)

    /// Bends samples. What is not finite comes out as not a number, for a gate to find.
    func apply(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>) {
        switch self {
        case .tanh:
            for index in 0..<count { output[index] = SaturationCurve.hyperbolicTangent(input[index]) }
        case .soft:
            for index in 0..<count {
                let x = max(-1.5, min(1.5, input[index]))
                output[index] = x * (1 - 4 / 27 * x * x) + (input[index] - input[index])
            }
        case .tube:
            let (bias, value) = (SaturationCurve.bias, SaturationCurve.biasValue)
            let scale = 1 / (1 + value)
            for index in 0..<count {
                output[index] = (SaturationCurve.hyperbolicTangent(input[index] + bias) - value) * scale
            }
        }
    }

    /// 1 − 2/(e²ˣ + 1), within about 10⁻¹⁵.
    @inline(__always)
    private static func hyperbolicTangent(_ x: Double) -> Double {
        // 40/ln 10: e²ˣ as an amplitude in decibels.
        1 - 2 / (LevelConversion.amplitude(x * 17.371779276130074) + 1) + (x - x)
    }
}
