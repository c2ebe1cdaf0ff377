extension PlainMeasures {
    /// The median distance of onsets from lines that are so many seconds apart, in seconds, by the definition of
    /// `OnsetMeter`; nil without an onset.
    package func onsetDistance(spacing: Double) -> Double? {
        let steps = steps
        let ends = ends(perSecond: 200)
        let energies = zip(ends, ends.dropFirst()).map { start, end in
            steps[start..<end].reduce(0) { $0 + $1 * $1 } / Double(end - start)
        }
        var last: Int?
        var distances: [Double] = []
        for (hop, energy) in energies.enumerated() {
            let before = energies[max(0, hop - 6)..<hop].max() ?? 0
            guard energy >= 1e-9, energy >= 4 * before, last.map({ hop - $0 >= 10 }) ?? true else { continue }
            last = hop
            let span = ends[hop]..<ends[hop + 1]
            let half = (steps[span].map(abs).max() ?? 0) / 2
            let frame = span.first { abs(steps[$0]) >= half } ?? span.lowerBound
            let lines = Double(frame) / Double(sampleRate) / spacing
            distances.append(abs(lines - lines.rounded()) * spacing)
        }
        return distances.isEmpty ? nil : distances.sorted()[(distances.count - 1) / 2]
    }

    /// From each frame to the next, of the mean of all channels.
    private var steps: [Double] {
        var last = 0.0
        return (0..<frames).map { frame in
            var sum = 0.0
            for channel in samples { sum += channel[frame] }
            defer { last = sum / Double(samples.count) }
            return sum / Double(samples.count) - last
        }
    }
}
