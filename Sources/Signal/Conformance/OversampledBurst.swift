/// The signal of EBU Tech 3341, cases 20 to 23, at four times the rate: a sine of a sixth of the rate and amplitude 0.5
/// with one period of a quarter of the rate and amplitude 1 in it, phase-continuous, low-passed for the decimation.
struct OversampledBurst {
    /// At the rate itself.
    static let frames = 4_800
    // Periods, in samples at four times the rate.
    private static let sine = 24
    private static let burst = 16
    private static let start = 2 * frames / sine * sine
    /// Half the length of the low-pass, samples at four times the rate.
    private static let reach = 96

    private let sineTable = (0..<Self.sine).map {
        0.5 * Mathematics.sine(turns: Double($0) / Double(Self.sine))
    }
    private let burstTable = (0..<Self.burst).map { Mathematics.sine(turns: Double($0) / Double(Self.burst)) }
    /// A sinc with its corner at half the rate under a Hann window.
    private let lowPass: [Double] = {
        let taps = (-Self.reach...Self.reach).map { tap -> Double in
            let sinc =
                tap == 0
                ? 1 : Mathematics.sine(turns: Double(tap) / 8) * 4 / (Mathematics.pi * Double(tap))
            let window = 0.5 + 0.5 * Mathematics.cosine(turns: Double(tap) / Double(2 * Self.reach + 2))
            return sinc * window
        }
        let sum = taps.reduce(0, +)
        return taps.map { $0 / sum }
    }()

    func value(at sample: Int) -> Double {
        let fade = Double(Self.sine * 40)
        let edge = min(1, min(Double(sample), Double(4 * Self.frames - sample)) / fade)
        var sum = 0.0
        for tap in lowPass.indices { sum += lowPass[tap] * raw(sample + tap - Self.reach) }
        return edge * sum
    }

    private func raw(_ sample: Int) -> Double {
        let inBurst = sample - Self.start
        if (0..<Self.burst).contains(inBurst) { return burstTable[inBurst] }
        // After the burst the sine goes on from its beginning.
        let position = inBurst < 0 ? sample : inBurst - Self.burst
        return sineTable[((position % Self.sine) + Self.sine) % Self.sine]
    }
}
