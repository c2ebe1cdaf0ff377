/// A half-band filter of linear phase, for twice the rate and back: every other coefficient is 0 but for the middle one,
/// so that of each two samples one is a copy, and the other a sum of 2K neighbours (M. G. Bellanger, J. L. Daguet and
/// G. P. Lepagnol, "Interpolation, extrapolation, and reduction of computation speed in digital filters", 1974). A sinc
/// under a Kaiser window.
struct Halfband: Sendable {
    /// K: neighbours on either side.
    let reach: Int
    /// From the innermost pair to the outermost; they add up to ½.
    private let weights: [Double]

    init(reach: Int, attenuation: Double) {
        self.reach = reach
        let window = KaiserWindow(length: 4 * reach - 1, attenuation: attenuation)
        let raw = (0..<reach).map { pair -> Double in
            // In samples of the higher rate; the sinc is 1 or −1 over π/2 times it.
            let distance = Double(2 * pair + 1)
            let sinc = (pair % 2 == 0 ? 2.0 : -2.0) / (Mathematics.pi * distance)
            return sinc * window.value(at: distance / Double(2 * reach))
        }
        let sum = raw.reduce(0, +)
        weights = raw.map { $0 / sum / 2 }
    }

    /// Fills `output` with twice as many samples as there are in `count`: each of those from `input` on, and what lies
    /// between it and the next. K − 1 samples before and K behind are heard, too.
    ///
    /// - Parameter sums: room for `count`.
    func raise(
        _ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>,
        _ sums: UnsafeMutablePointer<Double>
    ) {
        sum(input, count, sums, between: 0, 1)
        for index in 0..<count {
            output[2 * index] = input[index]
            output[2 * index + 1] = sums[index]
        }
    }

    /// Fills `output` with `count` samples: half of the one at `input` and of each second one behind it, and half of what
    /// lies about them. 2K − 1 samples before the first and behind the last are heard.
    ///
    /// - Parameters:
    ///   - sums: room for `count`.
    ///   - odds: room for `count` + 2K.
    func lower(
        _ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>,
        _ sums: UnsafeMutablePointer<Double>, _ odds: UnsafeMutablePointer<Double>
    ) {
        for index in 0..<count + 2 * reach { odds[index] = input[2 * (index - reach) + 1] }
        sum(UnsafePointer(odds + reach), count, sums, between: -1, 0)
        for index in 0..<count { output[index] = 0.5 * input[2 * index] + 0.5 * sums[index] }
    }

    /// Pair by pair over all samples, so that the processor works on several at once.
    ///
    /// - Parameters:
    ///   - before: where the innermost neighbours of the first sum are, this one
    ///   - behind: and that one.
    private func sum(
        _ samples: UnsafePointer<Double>, _ count: Int, _ sums: UnsafeMutablePointer<Double>,
        between before: Int, _ behind: Int
    ) {
        sums.update(repeating: 0, count: count)
        weights.withUnsafeBufferPointer { weights in
            for pair in 0..<reach {
                let (weight, left, right) = (weights[pair], samples + before - pair, samples + behind + pair)
                for index in 0..<count { sums[index] += weight * (left[index] + right[index]) }
            }
        }
    }
}
