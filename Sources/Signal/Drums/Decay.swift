/// An exponential decay from 1, one value per frame: a product per frame instead of an exponential.
struct Decay {
    private(set) var value = 1.0
    private let factor: Double

    /// - Parameters:
    ///   - time: seconds in which it falls to 1/e; to a thousandth, −60 dB, in 6.9 times that.
    ///   - sampleRate: Hz.
    init(time: Double, sampleRate: Double) {
        factor = Mathematics.exponential(-1 / (time * sampleRate))
    }

    /// The value of this frame; then moves to the next one.
    @inline(__always)
    mutating func next() -> Double {
        defer { value *= factor }
        return value
    }
}
