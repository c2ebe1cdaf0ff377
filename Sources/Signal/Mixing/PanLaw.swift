/// How an input is spread over the channels of a mix.
enum PanLaw {
    /// The factors from input channel c to output channel c; from one channel to two, from the one channel to
    /// each of the two.
    ///
    /// - One channel to two: constant power. With θ = (pan + 1)·π/4 the left gets cos θ and the right sin θ:
    ///   −3.01 dB each in the middle, the whole on the side that `pan` points to.
    /// - Two to two: balance. Both pass unchanged in the middle; towards one side the other is turned down
    ///   linearly, to silence at the end.
    /// - As many to as many otherwise: unchanged, there is nothing to pan.
    ///
    /// - Parameter pan: −1 (left) … +1 (right).
    static func gains(from input: Int, to output: Int, pan: Double) -> [Double] {
        precondition((-1...1).contains(pan), "BUG: a pan of \(pan)")
        switch (input, output) {
        case (1, 2):
            let turns = (pan + 1) / 8
            return [Mathematics.cosine(turns: turns), Mathematics.sine(turns: turns)]
        case (2, 2):
            return [min(1, 1 - pan), min(1, 1 + pan)]
        default:
            precondition(input == output, "BUG: \(input) channels into a mix of \(output)")
            return Array(repeating: 1, count: output)
        }
    }
}
