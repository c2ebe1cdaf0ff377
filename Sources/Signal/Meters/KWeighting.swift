/// The frequency weighting of ITU-R BS.1770-5, Annex 1: a shelf that lifts what the head does, then a high-pass.
///
/// The recommendation tabulates the coefficients for 48 kHz only. These are the bilinear transforms of the analogue
/// prototypes behind that table (as libebur128 and pyloudnorm's "DeMan" filters have them), so any rate gets the
/// same curve; at 48 kHz they are the tabulated ones to the printed digits.
struct KWeighting {
    /// Rates below have no room for the shelf at 1682 Hz, hertz.
    static let lowestRate = 4_000

    let shelf: Section
    let highPass: Section

    /// One second-order section, a0 = 1.
    struct Section {
        let b0, b1, b2, a1, a2: Double
    }

    init(sampleRate: Int) {
        shelf = Self.shelf(sampleRate: Double(sampleRate))
        highPass = Self.highPass(sampleRate: Double(sampleRate))
    }

    private static func shelf(sampleRate: Double) -> Section {
        let (frequency, decibels, q) = (1681.974450955533, 3.999843853973347, 0.7071752369554196)
        let k = Mathematics.tangent(Mathematics.pi * frequency / sampleRate)
        let high = Mathematics.amplitude(fromDecibels: decibels)
        let band = Mathematics.power(high, 0.4996667741545416)
        let a0 = 1 + k / q + k * k
        return Section(
            b0: (high + band * k / q + k * k) / a0, b1: 2 * (k * k - high) / a0,
            b2: (high - band * k / q + k * k) / a0, a1: 2 * (k * k - 1) / a0, a2: (1 - k / q + k * k) / a0)
    }

    /// The recommendation leaves its gain above the corner as it comes: 1, −2, 1 over the poles.
    private static func highPass(sampleRate: Double) -> Section {
        let (frequency, q) = (38.13547087602444, 0.5003270373238773)
        let k = Mathematics.tangent(Mathematics.pi * frequency / sampleRate)
        let a0 = 1 + k / q + k * k
        return Section(b0: 1, b1: -2, b2: 1, a1: 2 * (k * k - 1) / a0, a2: (1 - k / q + k * k) / a0)
    }
}

/// The running sum of the squares of two channels after the K-weighting.
///
/// Two channels at a time: each is a chain of dependent operations, and a processor works on both chains at once.
struct WeightedPair {
    private let weighting: KWeighting
    private var one = Memory()
    private var other = Memory()
    /// The sums of squares since they were taken last.
    private var sums = (0.0, 0.0)

    private struct Memory {
        // Of the shelf, then of the high-pass: transposed direct form 2.
        var s1 = 0.0
        var s2 = 0.0
        var h1 = 0.0
        var h2 = 0.0

        /// Below this a state is forgotten: 600 dB under full scale, and above where arithmetic gets slow.
        private static let least = 1e-30

        mutating func forgetTraces() {
            if max(max(abs(s1), abs(s2)), max(abs(h1), abs(h2))) < Self.least { self = Memory() }
        }

        @inline(__always)
        mutating func square(_ x: Double, _ shelf: KWeighting.Section, _ high: KWeighting.Section) -> Double {
            let v = shelf.b0 * x + s1
            s1 = (shelf.b1 * x + s2) - shelf.a1 * v
            s2 = shelf.b2 * x - shelf.a2 * v
            let y = v + h1
            h1 = (h2 - 2 * v) - high.a1 * y
            h2 = v - high.a2 * y
            return y * y
        }
    }

    init(_ weighting: KWeighting) {
        self.weighting = weighting
    }

    /// - Precondition: `a` and `b` are equally long. They may be the same channel.
    mutating func add(_ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>) {
        let (shelf, high) = (weighting.shelf, weighting.highPass)
        var (left, right) = (one, other)
        var (leftSum, rightSum) = sums
        var position = 0
        while position < a.count {
            leftSum += left.square(a[position], shelf, high)
            rightSum += right.square(b[position], shelf, high)
            position &+= 1
        }
        (one, other) = (left, right)
        sums = (leftSum, rightSum)
    }

    /// The sums of squares of the two channels since the last call.
    mutating func take() -> (Double, Double) {
        defer { sums = (0, 0) }
        one.forgetTraces()
        other.forgetTraces()
        return sums
    }
}
