/// How often which loudness occurred, in constant memory at any length.
///
/// Bins are 1024 to an octave of energy, at most 0.0043 LU wide, and keep the sum of what fell into them: means are
/// those of the values themselves. Only whether a value within 0.0043 LU of the relative gate is above it, and
/// percentiles, are as coarse as a bin.
struct LoudnessHistogram {
    /// The absolute gate of BS.1770-5, −70 LUFS, as a mean square.
    static let gate = LoudnessHistogram.energy(ofLoudness: -70)

    private static let shift: UInt64 = 42
    // The bits of a positive double order as it does: its exponent and ten bits of its fraction are its bin.
    private static let lowest = Int(gate.bitPattern >> shift)
    /// Everything from 30 dB above full scale on is one bin.
    private static let highest = Int((1024.0).bitPattern >> shift)

    private var counts: [Int] = Array(repeating: 0, count: highest - lowest + 1)
    private var sums: [Double] = Array(repeating: 0, count: highest - lowest + 1)
    /// How many values were above the absolute gate.
    private(set) var count = 0

    /// Takes a mean square; one below the absolute gate is not counted.
    mutating func add(_ energy: Double) {
        guard energy >= Self.gate else { return }
        let bin = min(Int(energy.bitPattern >> Self.shift), Self.highest) - Self.lowest
        counts[bin] += 1
        sums[bin] += energy
        count += 1
    }

    /// The mean of what lies above the absolute gate, and of that above a gate relative to its mean.
    ///
    /// - Parameter relativeGate: in LU, negative. Nil when nothing is above the absolute gate.
    func gatedMean(relativeGate: Double) -> Double? {
        let bins = bins(above: relativeGate)
        let (number, total) = bins.reduce((0, 0.0)) { ($0.0 + counts[$1], $0.1 + sums[$1]) }
        return number > 0 ? total / Double(number) : nil
    }

    /// The mean squares of which the given shares of all gated values lie below, by EBU Tech 3342's rounding.
    func percentiles(_ shares: [Double], relativeGate: Double) -> [Double]? {
        let bins = bins(above: relativeGate)
        let number = bins.reduce(0) { $0 + counts[$1] }
        guard number > 0 else { return nil }
        return shares.map { share in
            var left = Int((Double(number - 1) * share).rounded())
            for bin in bins {
                left -= counts[bin]
                if left < 0 { return sums[bin] / Double(counts[bin]) }
            }
            preconditionFailure("BUG: a percentile beyond the last value")
        }
    }

    /// The bins that hold something, from the quietest above the gate on.
    private func bins(above relativeGate: Double) -> [Int] {
        guard count > 0 else { return [] }
        let mean = sums.reduce(0, +) / Double(count)
        let factor = Mathematics.amplitude(fromDecibels: 2 * relativeGate)
        return counts.indices.filter { counts[$0] > 0 && sums[$0] / Double(counts[$0]) >= mean * factor }
    }

    /// LUFS of a weighted mean square: BS.1770-5, Annex 1, equation 2.
    static func loudness(ofEnergy energy: Double) -> Double {
        energy > 0 ? Mathematics.decibels(fromAmplitude: energy) / 2 - 0.691 : -.infinity
    }

    static func energy(ofLoudness loudness: Double) -> Double {
        Mathematics.amplitude(fromDecibels: 2 * (loudness + 0.691))
    }
}
