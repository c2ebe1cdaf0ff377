/// How an input of one channel is spread over the two of a mix. With p = (pan + 1)/2, 0 on the left and 1 on the right, the
/// left gets g(1 − p) and the right g(p).
///
/// With any law, two channels into two are a balance: both pass unchanged in the middle; towards one side the other is
/// turned down linearly, to silence at the end. As many into as many otherwise are unchanged: there is nothing to pan.
package enum PanLaw: Sendable {
    /// g(p) = sin(π/2·p): the power stays, −3.01 dB in the middle.
    case constantPower
    /// g(p) = p: the sum of both channels stays, −6.02 dB in the middle.
    case linear
    /// g(p) = √(p·sin(π/2·p)): half way between the two, −4.52 dB in the middle.
    case compromise
    /// g(p) = min(1, 2·p): as two channels, 0 dB in the middle.
    case balance

    /// The factors to each channel of the mix.
    ///
    /// - Parameter pan: −1 (left) … +1 (right).
    func gains(from input: Int, to output: Int, pan: Double) -> [Double] {
        (0..<output).map { gain(of: $0, from: input, to: output, pan: pan) }
    }

    /// The factor to one channel of the mix.
    func gain(of channel: Int, from input: Int, to output: Int, pan: Double) -> Double {
        precondition((-1...1).contains(pan), "BUG: a pan of \(pan)")
        switch (input, output) {
        case (1, 2):
            return channel == 0 ? gain(left: (pan + 1) / 2) : gain(right: (pan + 1) / 2)
        case (2, 2):
            return channel == 0 ? min(1, 1 - pan) : min(1, 1 + pan)
        default:
            precondition(input == output, "BUG: \(input) channels into a mix of \(output)")
            return 1
        }
    }

    private func gain(left p: Double) -> Double {
        switch self {
        case .constantPower: Mathematics.cosine(turns: p / 4)
        case .linear: 1 - p
        case .compromise: ((1 - p) * Mathematics.cosine(turns: p / 4)).squareRoot()
        case .balance: min(1, 2 - 2 * p)
        }
    }

    private func gain(right p: Double) -> Double {
        switch self {
        case .constantPower: Mathematics.sine(turns: p / 4)
        case .linear: p
        case .compromise: (p * Mathematics.sine(turns: p / 4)).squareRoot()
        case .balance: min(1, 2 * p)
        }
    }
}
