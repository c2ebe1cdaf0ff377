/// Fast splittable pseudorandom numbers (Steele, Lea, Flood), which a seed repeats.
package struct SeededRandom {
    private var state: UInt64

    package init(seed: Int) { state = UInt64(seed) &* 0x1000_0001 }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }

    /// 0 ..< 1.
    package var unit: Double { mutating get { Double(next() >> 11) * 0x1p-53 } }

    package mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
