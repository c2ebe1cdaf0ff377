#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Programmes that nobody recorded.
package enum SyntheticSound {
    /// A tone in noise that begins again and again.
    package static func beats(_ frames: Int, _ rate: Int, _ random: inout SeededRandom) -> [Double] {
        let frequency = 40 * pow(2, 6.5 * random.unit)
        let step = 2 * Double.pi * min(frequency, 0.4 * Double(rate)) / Double(rate)
        let noise = random.unit * 0.6
        let beat = max(1, Int((0.2 + random.unit) * Double(rate)))
        return (0..<frames).map { frame in
            let envelope = 0.3 + 0.7 * exp(-3 * Double(frame % beat) / Double(beat))
            return envelope * (0.5 * sin(step * Double(frame)) + noise * (random.unit * 2 - 1))
        }
    }

    /// Two sounds in one channel.
    package static func blend(_ first: [Double], _ second: [Double], _ gains: (Double, Double)) -> [Double] {
        (0..<first.count).map { first[$0] * gains.0 + second[$0] * gains.1 }
    }

    /// Adds an offset, then rounds to steps of a power of two, or to what a 32-bit float holds.
    package static func finish(
        _ channel: inout [Double], offset: Double, gap: Range<Int>, steps: Double?, isSingle: Bool
    ) {
        for frame in channel.indices {
            var sample = gap.contains(frame) ? 0 : channel[frame] + offset
            if let steps {
                sample = max(-1, min(1 - 1 / steps, (sample * steps).rounded() / steps))
            } else if isSingle {
                sample = Double(Float(sample))
            }
            channel[frame] = sample
        }
    }
}
