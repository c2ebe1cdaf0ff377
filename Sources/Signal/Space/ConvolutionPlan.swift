/// How a response is cut, so that the work for a sample is least.
struct ConvolutionPlan: Equatable, Sendable {
    /// Half of the samples that are transformed together.
    let half: Int
    /// Taps of each partition but the last.
    let partition: Int
    let partitions: Int
    /// Samples that each transform carries on by. As long as a partition, where there are several: each of them then
    /// meets the spectra of earlier stretches as they are.
    let hop: Int

    /// Of powers of 2. Longer transforms take more time to make ready, and more memory, than they save.
    private static let halves = 9...17

    init(taps: Int) {
        precondition(taps > 0, "BUG: a response without a tap")
        let plans = ConvolutionPlan.halves.flatMap { bits -> [ConvolutionPlan] in
            let half = 1 << bits
            let many = ConvolutionPlan(
                half: half, partition: half, partitions: (taps + half - 1) / half, hop: half)
            // The samples that all taps are in, in fours.
            let whole = (2 * half - (taps - 1)) / 4 * 4
            guard whole > half else { return [many] }
            return [many, ConvolutionPlan(half: half, partition: taps, partitions: 1, hop: whole)]
        }
        self = plans.dropFirst().reduce(plans[0]) { $1.cost < $0.cost ? $1 : $0 }
    }

    private init(half: Int, partition: Int, partitions: Int, hop: Int) {
        self.half = half
        self.partition = partition
        self.partitions = partitions
        self.hop = hop
    }

    /// Additions and multiplications for a sample: two transforms, the turns before and after, the products.
    private var cost: Double {
        let stages = Double(half.trailingZeroBitCount)
        return (10 * stages + 12 + 8 * Double(partitions)) * Double(half) / Double(hop)
    }
}
