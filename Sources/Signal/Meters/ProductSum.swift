/// The running sum of the products of two channels, or of the squares of one.
///
/// Frame n is added to lane n mod 4, wherever a piece of the programme begins: four independent sums are faster than
/// one and do not depend on how the programme is cut.
struct ProductSum {
    private var lanes = SIMD4<Double>()

    var total: Double { (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]) }

    /// - Parameter frame: that of the first sample.
    /// - Precondition: `a` and `b` are equally long. They may be the same channel.
    mutating func add(
        _ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>, from frame: Int
    ) {
        var sums = lanes
        var position = 0
        while position < a.count, (frame &+ position) & 3 != 0 {
            sums[(frame &+ position) & 3] += a[position] * b[position]
            position &+= 1
        }
        let (first, second) = (UnsafeRawBufferPointer(a), UnsafeRawBufferPointer(b))
        while position &+ 4 <= a.count {
            let one = first.loadUnaligned(fromByteOffset: position &* 8, as: SIMD4<Double>.self)
            let other = second.loadUnaligned(fromByteOffset: position &* 8, as: SIMD4<Double>.self)
            sums += one * other
            position &+= 4
        }
        while position < a.count {
            sums[(frame &+ position) & 3] += a[position] * b[position]
            position &+= 1
        }
        lanes = sums
    }

    /// The sum since the last call.
    mutating func take() -> Double {
        defer { lanes = SIMD4() }
        return total
    }
}
