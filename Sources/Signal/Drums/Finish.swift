/// What every synthesised voice gets last: an end without a click, no DC, and its level.
enum Finish {
    /// Peak of a hit of velocity 1: room for two or three voices to sound together below full scale.
    private static let peak = 0.9
    /// Length of the fade at the end, seconds.
    private static let fadeTime = 0.005

    static func finished(_ raw: [Double], velocity: Double, sampleRate: Double) -> [Double] {
        var samples = raw
        fadeEnd(of: &samples, length: frames(fadeTime, sampleRate))
        removeMean(of: &samples)
        let loudest = samples.reduce(0) { max($0, $1.magnitude) }
        guard loudest > 0 else { return samples }
        let gain = velocity * peak / loudest
        for index in samples.indices {
            samples[index] *= gain
        }
        return samples
    }

    /// A time in whole frames, at least one.
    static func frames(_ seconds: Double, _ sampleRate: Double) -> Int {
        max(1, Int((seconds * sampleRate).rounded()))
    }

    private static func fadeEnd(of samples: inout [Double], length: Int) {
        let fade = RaisedCosine.rising(length: min(length, samples.count))
        for (distance, gain) in fade.enumerated() {
            samples[samples.count - 1 - distance] *= gain
        }
    }

    /// Subtracts one slow hump that holds the mean: unlike a constant it leaves both ends at rest.
    private static func removeMean(of samples: inout [Double]) {
        let step = 1 / Double(samples.count + 1)
        samples.withUnsafeMutableBufferPointer { samples in
            var (sum, weight) = (0.0, 0.0)
            for index in 0..<samples.count {
                sum += samples[index]
                weight += hump(Double(index + 1) * step)
            }
            for index in 0..<samples.count {
                samples[index] -= sum / weight * hump(Double(index + 1) * step)
            }
        }
    }

    /// x²(1 − x)²: zero at 0 and 1, and level there.
    @inline(__always)
    private static func hump(_ x: Double) -> Double {
        let root = x * (1 - x)
        return root * root
    }
}
