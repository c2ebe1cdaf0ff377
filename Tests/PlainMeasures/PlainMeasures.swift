/// What can be measured of a programme, computed plainly over all of its samples: the meters' twin, without streams,
/// without short cuts, and optimised in debug builds, so that ten minutes take seconds.
package struct PlainMeasures {
    package let samples: [[Double]]
    package let sampleRate: Int
    package let frames: Int
    /// The largest magnitude.
    package let peak: Double
    /// The sum of all squares.
    package let energy: Double

    package init(_ samples: [[Double]], sampleRate: Int) {
        self.samples = samples
        self.sampleRate = sampleRate
        frames = samples[0].count
        peak = samples.reduce(0) { max($0, $1.reduce(0) { max($0, abs($1)) }) }
        energy = samples.reduce(0) { $0 + $1.reduce(0) { $0 + $1 * $1 } }
    }

    package var rms: Double { (energy / Double(frames * samples.count)).squareRoot() }

    package var dcOffset: Double {
        samples.map { abs($0.reduce(0, +)) / Double(frames) }.max() ?? 0
    }

    package var denormals: Int {
        samples.reduce(0) { $0 + $1.count { $0 != 0 && abs($0) < 0x1p-126 } }
    }

    /// Runs of three or more samples at full scale.
    package func clips(fullScale: Double) -> Int {
        samples.reduce(0) { total, channel in
            var (run, runs) = (0, 0)
            for sample in channel {
                run = abs(sample) >= fullScale ? run + 1 : 0
                if run == 3 { runs += 1 }
            }
            return total + runs
        }
    }

    /// The longest run below −60 dBFS, the one at the start and the one at the end, in seconds, of the channel where
    /// it is longest.
    package var silences: (longest: Double, leading: Double, trailing: Double) {
        var worst = (longest: 0, leading: 0, trailing: 0)
        for channel in samples {
            var (run, longest) = (0, 0)
            var leading: Int?
            for (frame, sample) in channel.enumerated() {
                if abs(sample) < 0.001 {
                    run += 1
                    longest = max(longest, run)
                } else {
                    if leading == nil { leading = frame }
                    run = 0
                }
            }
            worst.longest = max(worst.longest, longest)
            worst.leading = max(worst.leading, leading ?? frames)
            worst.trailing = max(worst.trailing, run)
        }
        let rate = Double(sampleRate)
        return (Double(worst.longest) / rate, Double(worst.leading) / rate, Double(worst.trailing) / rate)
    }

    /// The sums of the products of the first two channels with themselves and with each other.
    package var products: (left: Double, right: Double, cross: Double) {
        var sums = (left: 0.0, right: 0.0, cross: 0.0)
        for frame in 0..<frames {
            let (left, right) = (samples[0][frame], samples[1][frame])
            sums.left += left * left
            sums.right += right * right
            sums.cross += left * right
        }
        return sums
    }

    /// The root of the lowest mean square of any 500 ms, looked at every 100 ms; nil where there are no 500 ms.
    package var noiseFloor: Double? {
        let ends = ends(perSecond: 10)
        guard ends.count > 5 else { return nil }
        let lowest = (5..<ends.count).map { hop -> Double in
            let span = ends[hop - 5]..<ends[hop]
            var energy = 0.0
            for channel in samples { for frame in span { energy += channel[frame] * channel[frame] } }
            return energy / Double(span.count * samples.count)
        }.min()
        return lowest?.squareRoot()
    }

    /// The largest difference between two programmes.
    package func largestDifference(to other: PlainMeasures) -> Double {
        var largest = 0.0
        for (own, its) in zip(samples, other.samples) {
            for frame in 0..<min(frames, other.frames) {
                largest = max(largest, abs(own[frame] - its[frame]))
            }
        }
        return largest
    }

    /// Where hops of a part of a second end, rounded down to frames, from 0 on.
    func ends(perSecond: Int) -> [Int] {
        (0...frames * perSecond / sampleRate).map { $0 * sampleRate / perSecond }
    }
}
