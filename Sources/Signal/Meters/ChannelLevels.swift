/// The running counts of one channel, for ``LevelMeter``.
struct ChannelLevels {
    /// From so many samples in a row at full scale on, they are counted as clipping and not as a peak that
    /// happens to touch it.
    private static let shortestClip = 3
    /// Samples looked at between two decisions whether clipping needs a closer look: fits the first-level
    /// cache, so the second look costs little.
    private static let stretch = 512

    private let fullScale: Double
    private(set) var peak = 0.0
    private(set) var denormals = 0
    private(set) var nonFinite = 0
    private(set) var clippedRuns = 0
    /// The first frame at the peak, of a denormal sample, of one that is not finite, and of a run at full scale.
    private(set) var peakFrame: Int?
    private(set) var firstDenormal: Int?
    private(set) var firstNonFinite: Int?
    private(set) var firstClip: Int?
    private var run = 0
    private var index = 0
    // Sample n is added to lane n mod 4, wherever a block begins: four independent sums are faster than one
    // and do not depend on how the programme is cut.
    private var lanes = SIMD4<Double>()
    private var squareLanes = SIMD4<Double>()

    init(fullScale: Double) {
        self.fullScale = fullScale
    }

    /// The sum of all samples.
    var sum: Double { (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]) }

    /// The sum of the squares of all samples.
    var energy: Double { (squareLanes[0] + squareLanes[1]) + (squareLanes[2] + squareLanes[3]) }

    mutating func measure(_ samples: UnsafeBufferPointer<Double>) {
        var start = 0
        while start < samples.count {
            let end = min(start + Self.stretch, samples.count)
            scan(UnsafeBufferPointer(rebasing: samples[start..<end]))
            start = end
        }
    }

    private mutating func scan(_ samples: UnsafeBufferPointer<Double>) {
        var tally = Tally(lanes, squareLanes)
        var position = 0
        while position < samples.count, (index + position) & 3 != 0 {
            tally.add(samples[position], lane: (index + position) & 3)
            position += 1
        }
        while position + 4 <= samples.count {
            tally.addFour(samples, at: position)
            position += 4
        }
        while position < samples.count {
            tally.add(samples[position], lane: (index + position) & 3)
            position += 1
        }
        lanes = tally.sums
        squareLanes = tally.squares
        if tally.peak > peak {
            peak = tally.peak
            peakFrame = samples.firstIndex { $0.magnitude == tally.peak }.map { index + $0 }
        }
        if tally.mayHoldOddities { countOddities(samples) }
        if tally.peak >= fullScale {
            countRuns(samples)
        } else {
            run = 0
        }
        index += samples.count
    }

    /// Samples that are not finite, and those between 0 and the smallest normal float. Magnitudes order as their
    /// bit patterns do, so one unsigned comparison finds the ones and another the others.
    private mutating func countOddities(_ samples: UnsafeBufferPointer<Double>) {
        for (position, sample) in samples.enumerated() {
            let bits = sample.magnitude.bitPattern
            if bits >= Double.infinity.bitPattern {
                if nonFinite == 0 { firstNonFinite = index + position }
                nonFinite += 1
            } else if bits &- 1 < Tally.smallestNormal.bitPattern &- 1 {
                if denormals == 0 { firstDenormal = index + position }
                denormals += 1
            }
        }
    }

    private mutating func countRuns(_ samples: UnsafeBufferPointer<Double>) {
        for (position, sample) in samples.enumerated() {
            if abs(sample) >= fullScale {
                run += 1
                guard run == Self.shortestClip else { continue }
                if clippedRuns == 0 { firstClip = index + position - run + 1 }
                clippedRuns += 1
            } else {
                run = 0
            }
        }
    }
}

/// What one stretch of samples adds to a channel: locals that the optimiser keeps in registers. It finds out
/// whether there may be something odd; what exactly is counted in a second look, which hardly any stretch needs.
private struct Tally {
    static let smallestNormal = Double(Float.leastNormalMagnitude)

    private(set) var sums: SIMD4<Double>
    private(set) var squares: SIMD4<Double>
    private var largest = SIMD4<Double>()
    private var smallest = SIMD4(repeating: Double.infinity)

    @inline(__always)
    init(_ sums: SIMD4<Double>, _ squares: SIMD4<Double>) {
        self.sums = sums
        self.squares = squares
    }

    var peak: Double { max(max(largest[0], largest[1]), max(largest[2], largest[3])) }

    /// False where all samples are finite and none is smaller than a normal float. A sum that is not finite
    /// stays so: from there on, every stretch is looked at.
    var mayHoldOddities: Bool {
        let least = min(min(smallest[0], smallest[1]), min(smallest[2], smallest[3]))
        let sum = (sums[0] + sums[1]) + (sums[2] + sums[3])
        return least < Self.smallestNormal || !sum.isFinite || !peak.isFinite
    }

    @inline(__always)
    mutating func add(_ sample: Double, lane: Int) {
        let magnitude = sample.magnitude
        largest[lane] = magnitude > largest[lane] ? magnitude : largest[lane]
        smallest[lane] = magnitude < smallest[lane] ? magnitude : smallest[lane]
        sums[lane] += sample
        squares[lane] += sample * sample
    }

    @inline(__always)
    mutating func addFour(_ samples: UnsafeBufferPointer<Double>, at position: Int) {
        let four = UnsafeRawBufferPointer(samples).loadUnaligned(
            fromByteOffset: position &* MemoryLayout<Double>.stride, as: SIMD4<Double>.self)
        // NaN is neither larger nor smaller than anything, so it never becomes the peak.
        let magnitudes = four.magnitudes
        largest.replace(with: magnitudes, where: magnitudes .> largest)
        smallest.replace(with: magnitudes, where: magnitudes .< smallest)
        sums += four
        squares += four * four
    }
}
