/// How long a filter remembers.
///
/// A filter started in silence at some sample, instead of at the beginning of the signal, lacks the part of
/// the sum Σ h[k]·x[n − k] that reaches back beyond its start. W samples later that part is at most
/// max|x|·Σ|h[k]| over k ≥ W, where h is the impulse response. The memory is the smallest W, in steps of
/// `grain`, for which the sum of the tail is below 2⁻⁶⁰: an eighth of a unit in the last place of full scale
/// in double precision, far below what rounding adds on the way.
///
/// The response is measured by running the filter, because bounds from the radii of the poles alone fail
/// where many poles lie close together.
enum FilterMemory {
    /// The longest memory that is measured, in samples: three quarters of a minute at 48 kHz.
    static let longest = 1 << 21
    /// The resolution of the measurement, in samples.
    static let grain = 32

    /// The tail that is too small to matter, relative to the largest sample.
    private static let negligibleTail = 0x1p-60
    /// When all states are below this, what is still to come is below the tail above even for cut-offs of a
    /// millionth of the sample rate, where a state counts for 10¹¹ times its size.
    private static let exhausted = 0x1p-100

    /// The samples after which the cascade, and each of its pairs on its own, has forgotten how it started;
    /// nil if that takes more than `longest`.
    static func frames(of cascade: Cascade) -> Int? {
        var frames = 0
        for pairs in [cascade.pairs] + cascade.pairs.map({ [$0] }) where !pairs.isEmpty {
            guard let memory = Self.frames(of: pairs) else { return nil }
            frames = max(frames, memory)
        }
        return frames
    }

    private static func frames(of pairs: [SectionPair]) -> Int? {
        guard let sums = responseSums(of: pairs) else { return nil }
        var tail = 0.0
        var remembered = sums.count
        while remembered > 0 {
            tail += sums[remembered - 1]
            // Negated so that a tail that is not a number counts as remembered.
            if !(tail < negligibleTail) { break }
            remembered -= 1
        }
        let frames = remembered * grain
        return frames <= longest ? frames : nil
    }

    /// The sums of |h| over one grain after another, until nothing is left to come; nil if something is left
    /// after twice the longest memory, or what comes is not finite.
    private static func responseSums(of pairs: [SectionPair]) -> [Double]? {
        var states = Array(repeating: SectionPair.State(), count: pairs.count)
        var response = Array(repeating: 0.0, count: grain)
        var sums: [Double] = []
        while sums.count * grain < 2 * longest {
            for index in response.indices { response[index] = 0 }
            if sums.isEmpty { response[0] = 1 }
            response.withUnsafeMutableBufferPointer { samples in
                guard let start = samples.baseAddress else { return }
                for (index, pair) in pairs.enumerated() {
                    pair.run(start, step: 1, count: grain, age: sums.count * grain, state: &states[index])
                }
            }
            sums.append(response.reduce(0) { $0 + abs($1) })
            if states.allSatisfy({ $0.magnitude < exhausted }) { return sums }
        }
        return nil
    }
}
