/// Random numbers by position: number `index` depends on the seed and the index alone, so noise can be
/// computed from any frame on, in any order, and is the same on every machine.
///
/// The generator is SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014) with its state written as a function of the index: seed + (index + 1) · γ,
/// scrambled. Its period is 2⁶⁴.
package struct CounterRandom: Sendable {
    private let seed: UInt64

    package init(seed: UInt64) {
        self.seed = seed
    }

    /// The 64 random bits at `index`.
    @inline(__always)
    package func bits(_ index: UInt64) -> UInt64 {
        CounterRandom.scrambled(seed &+ (index &+ 1) &* CounterRandom.increment)
    }

    /// A number in −1 ..< 1 at `index`, one of 2⁵³ equally likely and equally spaced.
    @inline(__always)
    package func uniform(_ index: UInt64) -> Double {
        Double(Int64(bitPattern: bits(index)) >> 11) * 0x1p-52
    }

    /// 2⁶⁴ divided by the golden ratio, odd: consecutive multiples are spread evenly.
    private static let increment: UInt64 = 0x9e37_79b9_7f4a_7c15

    /// The finaliser: a bijection in which every input bit flips about half of the output bits.
    @inline(__always)
    static func scrambled(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
