/// The elementary functions, owned: the C library's give other last bits on processors with and without
/// fused multiply-add, and a render must be the same to the bit everywhere.
///
/// Everything here is made of additions, multiplications, divisions and exact bit operations on IEEE 754
/// doubles, in a fixed order. Errors stay within 2 units in the last place (measured: mostly 1), unless a function says
/// otherwise; not-a-number in gives not-a-number out.
package enum Mathematics {
    /// 2π rounded to a double.
    package static let fullTurn = 0x1.921fb54442d18p+2
    /// π rounded to a double.
    package static let pi = 0x1.921fb54442d18p+1

    /// 1.5 · 2⁵²: a double of this size has no bits left for a fraction, so adding and subtracting it rounds
    /// to the nearest whole number (ties to even). The sum's low bits are that number in two's complement.
    /// Good for magnitudes below 2⁵¹, and it needs no instruction beyond the oldest.
    static let roundingShift = 0x1.8p+52

    /// The nearest whole number, ties to even. |x| < 2⁵¹.
    @inline(__always)
    static func nearest(_ x: Double) -> Double {
        (x + roundingShift) - roundingShift
    }
}
