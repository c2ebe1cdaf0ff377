extension SIMD4<Double> {
    @inline(__always)
    var magnitudes: SIMD4<Double> {
        let bits = unsafeBitCast(self, to: SIMD4<UInt64>.self) & SIMD4<UInt64>(repeating: ~(1 << 63))
        return unsafeBitCast(bits, to: Self.self)
    }

    /// The largest of them, none of which may be not-a-number.
    @inline(__always)
    var largest: Double {
        let (a, b) = (self[0] > self[1] ? self[0] : self[1], self[2] > self[3] ? self[2] : self[3])
        return a > b ? a : b
    }

    /// The smallest of them, none of which may be not-a-number.
    @inline(__always)
    var smallest: Double {
        let (a, b) = (self[0] < self[1] ? self[0] : self[1], self[2] < self[3] ? self[2] : self[3])
        return a < b ? a : b
    }
}
