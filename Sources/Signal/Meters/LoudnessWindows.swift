/// The sliding windows of EBU Tech 3341 over hops of 10 ms: 400 ms (momentary) and 3 s (short-term).
///
/// Sums are taken afresh for each window, from sums of ten hops: nothing is carried along that could drift.
struct LoudnessWindows {
    static let hopsPerSecond = 100
    static let momentaryHops = 40
    static let shortTermHops = 300

    // Energies of the last ten hops, and sums over ten hops that end with each of the last 300.
    private var hops: [Double] = Array(repeating: 0, count: 10)
    private var tens: [Double] = Array(repeating: 0, count: Self.shortTermHops)
    private(set) var count = 0

    /// Takes the weighted energy, a sum of squares over all channels, of one hop.
    mutating func add(_ energy: Double) {
        hops[count % 10] = energy
        var sum = 0.0
        for hop in hops { sum += hop }
        tens[count % tens.count] = sum
        count += 1
    }

    /// The energy of the last 400 ms; nil before there are as many.
    var momentary: Double? { energy(Self.momentaryHops) }

    /// The energy of the last 3 s; nil before there are as many.
    var shortTerm: Double? { energy(Self.shortTermHops) }

    private func energy(_ hops: Int) -> Double? {
        guard count >= hops else { return nil }
        var (sum, index) = (0.0, (count - 1) % tens.count)
        for _ in 0..<hops / 10 {
            sum += tens[index]
            index = index < 10 ? index + tens.count - 10 : index - 10
        }
        return sum
    }
}
