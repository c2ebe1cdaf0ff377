/// Values of a signal between its samples, for delays that move: a sinc of 20 samples under a Kaiser window of 80 dB, from
/// a table of 512 places between two samples, in straight lines between its rows. The rows add up to 1.
///
/// A tone comes out within −75 dB of itself up to three eighths of the sample rate (18 kHz at 48 kHz); above it falls off, by
/// 6 dB at half the rate.
struct FractionalDelay: Sendable {
    static let taps = 20
    private static let places = 512
    private static let attenuation = 80.0
    /// The shortest delay in frames: what comes later than the frame at hand is not known yet.
    static let shortest = 11.0

    /// Row after row, one more than there are places.
    private let table: [Double]

    static let standard = FractionalDelay()

    private init() {
        let window = KaiserWindow(length: FractionalDelay.taps, attenuation: FractionalDelay.attenuation)
        let half = FractionalDelay.taps / 2
        table = (0...FractionalDelay.places).flatMap { row -> [Double] in
            let place = Double(row) / Double(FractionalDelay.places)
            let weights = (1 - half...half).map { tap -> Double in
                let distance = Double(tap) - place
                let sinc =
                    distance == 0
                    ? 1 : Mathematics.sine(turns: distance / 2) / (Mathematics.pi * distance)
                return sinc * window.value(at: distance / Double(half))
            }
            let sum = weights.reduce(0, +)
            return weights.map { $0 / sum }
        }
    }

    /// Lends the table to ``value(_:at:_:)``.
    @inline(__always)
    func withTable(_ body: (UnsafePointer<Double>) -> Void) {
        table.withUnsafeBufferPointer { if let start = $0.baseAddress { body(start) } }
    }

    /// The value so many frames before the sample at `now`; the ones from `late` + 10 before it to `late` − 10 are heard.
    ///
    /// The whole frames and the rest are told apart before they are put in relation to any place in memory, so that the
    /// result is the same wherever that is.
    @inline(__always)
    static func value(
        _ now: UnsafePointer<Double>, late: Double, _ table: UnsafePointer<Double>
    ) -> Double {
        let whole = late.rounded(.up)
        let place = (whole - late) * Double(places)
        let row = Int(place)
        let share = SIMD4(repeating: place - Double(row))
        let weights = UnsafeRawPointer(table + row * taps)
        let heard = UnsafeRawPointer(now - Int(whole) - (taps / 2 - 1))
        var sum = SIMD4<Double>.zero
        for quarter in 0..<taps / 4 {
            let offset = quarter * 32
            let first = weights.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
            let second = weights.loadUnaligned(fromByteOffset: offset + taps * 8, as: SIMD4<Double>.self)
            let samples = heard.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
            sum += (first + share * (second - first)) * samples
        }
        return (sum[0] + sum[1]) + (sum[2] + sum[3])
    }
}
