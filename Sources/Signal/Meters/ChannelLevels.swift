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
    private var run = 0
    private var index = 0
    // Sample n is added to lane n mod 4, wherever a block begins: four independent sums are faster than one
    // and do not depend on how the programme is cut.
    private var lanes = SIMD4<Double>()

    init(fullScale: Double) {
        self.fullScale = fullScale
    }

    /// The sum of all samples.
    var sum: Double { (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]) }

    mutating func measure(_ samples: UnsafeBufferPointer<Double>) {
        var start = 0
        while start < samples.count {
            let end = min(start + Self.stretch, samples.count)
            scan(UnsafeBufferPointer(rebasing: samples[start..<end]))
            start = end
        }
    }

    private mutating func scan(_ samples: UnsafeBufferPointer<Double>) {
        var tally = Tally(lanes)
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
        index += samples.count
        lanes = tally.sums
        nonFinite += tally.nonFinite
        denormals += tally.denormals
        peak = max(peak, tally.peak)
        if tally.peak >= fullScale {
            countRuns(samples)
        } else {
            run = 0
        }
    }

    private mutating func countRuns(_ samples: UnsafeBufferPointer<Double>) {
        for sample in samples {
            if abs(sample) >= fullScale {
                run += 1
                if run == Self.shortestClip { clippedRuns += 1 }
            } else {
                run = 0
            }
        }
    }
}

/// What one stretch of samples adds to a channel: locals that the optimiser keeps in registers.
private struct Tally {
    private static let signless: UInt64 = 0x7FFF_FFFF_FFFF_FFFF
    private static let infinity = Double.infinity.bitPattern
    private static let smallestNormal = Double(Float.leastNormalMagnitude).bitPattern

    var nonFinite = 0
    var denormals = 0
    private var peaks: (Double, Double) = (0, 0)
    private var lane0: Double
    private var lane1: Double
    private var lane2: Double
    private var lane3: Double

    @inline(__always)
    init(_ lanes: SIMD4<Double>) {
        (lane0, lane1, lane2, lane3) = (lanes[0], lanes[1], lanes[2], lanes[3])
    }

    var sums: SIMD4<Double> { SIMD4(lane0, lane1, lane2, lane3) }
    var peak: Double { max(peaks.0, peaks.1) }

    @inline(__always)
    mutating func add(_ sample: Double, lane: Int) {
        peaks.0 = look(at: sample, peaks.0)
        switch lane {
        case 0: lane0 += sample
        case 1: lane1 += sample
        case 2: lane2 += sample
        default: lane3 += sample
        }
    }

    @inline(__always)
    mutating func addFour(_ samples: UnsafeBufferPointer<Double>, at position: Int) {
        let (a, b) = (samples[position], samples[position + 1])
        let (c, d) = (samples[position + 2], samples[position + 3])
        peaks.0 = look(at: a, peaks.0)
        peaks.1 = look(at: b, peaks.1)
        peaks.0 = look(at: c, peaks.0)
        peaks.1 = look(at: d, peaks.1)
        lane0 += a
        lane1 += b
        lane2 += c
        lane3 += d
    }

    /// Magnitudes order as their bit patterns do, so one unsigned comparison finds what is not finite and
    /// another what lies between 0 and the smallest normal float. NaN never becomes the peak.
    @inline(__always)
    private mutating func look(at sample: Double, _ peak: Double) -> Double {
        let bits = sample.bitPattern & Self.signless
        let magnitude = Double(bitPattern: bits)
        nonFinite &+= bits >= Self.infinity ? 1 : 0
        denormals &+= bits &- 1 < Self.smallestNormal &- 1 ? 1 : 0
        return magnitude > peak ? magnitude : peak
    }
}
