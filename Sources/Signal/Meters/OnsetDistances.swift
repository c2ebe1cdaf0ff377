/// How far frames lie from the nearest line of a grid, in constant memory: a histogram of 4096 bins over half of the
/// widest space between lines, each with the sum of what fell into it. Its median is off by at most half a bin: 0.008 ms
/// for sixteenths at 120 BPM.
struct OnsetDistances {
    private static let bins = 4096

    private let lines: GridLines
    private let sampleRate: Double
    private var counts = [Int](repeating: 0, count: Self.bins)
    private var sums = [Double](repeating: 0, count: Self.bins)
    private var count = 0
    private var largest = -1.0
    private(set) var farthest: Place?

    init(_ lines: GridLines, sampleRate: Int) {
        self.lines = lines
        self.sampleRate = Double(sampleRate)
    }

    mutating func add(_ frame: Int) {
        let distance = lines.distance(Double(frame) / sampleRate)
        let bin = min(Int(distance / (lines.widest / 2) * Double(Self.bins)), Self.bins - 1)
        counts[bin] += 1
        sums[bin] += distance
        count += 1
        guard distance > largest else { return }
        largest = distance
        farthest = Place(frame: frame)
    }

    /// In seconds: the lower one of the two in the middle. Nil without any.
    var median: Double? {
        var left = (count - 1) / 2
        guard count > 0 else { return nil }
        for bin in counts.indices {
            left -= counts[bin]
            if left < 0 { return sums[bin] / Double(counts[bin]) }
        }
        return nil
    }
}
