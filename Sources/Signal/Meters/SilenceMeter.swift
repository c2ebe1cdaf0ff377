/// Measures `silence.longest`, `silence.leading` and `silence.trailing`: runs of samples below a threshold,
/// in seconds, of the channel where they are longest.
///
/// A sample is silent when its magnitude is below the threshold; at the threshold it is not.
package struct SilenceMeter: Meter {
    private let threshold: Double?
    private let sampleRate: Double
    private var frames = 0
    private var channels: [ChannelSilence]

    /// - Parameter threshold: in dBFS; ``Metric/standardThreshold`` when nil.
    package init(threshold: Double?, sampleRate: Int, channels: Int) {
        self.threshold = threshold
        self.sampleRate = Double(sampleRate)
        let magnitude = Level.magnitude(threshold ?? Metric.standardThreshold)
        self.channels = Array(repeating: ChannelSilence(threshold: magnitude), count: channels)
    }

    package mutating func measure(_ block: borrowing Block) {
        for channel in channels.indices {
            block.withChannel(channel) { channels[channel].measure($0, from: frames) }
        }
        frames += block.frames
    }

    package mutating func finish() -> [Measurement] {
        [
            measurement(.silenceLongest) { $0.longest(of: frames) },
            measurement(.silenceLeading) { $0.leading(of: frames) },
            measurement(.silenceTrailing) { $0.trailing(of: frames) },
        ]
    }

    private func measurement(_ kind: Metric.Kind, _ run: (ChannelSilence) -> Range<Int>) -> Measurement {
        var (worst, place) = (0, Place?.none)
        for (channel, silence) in channels.enumerated() where run(silence).count > worst {
            worst = run(silence).count
            place = Place(frame: run(silence).lowerBound, length: worst, channel: channel)
        }
        return Measurement(
            metric: Metric(kind: kind, threshold: threshold).name,
            value: .number(Double(worst) / sampleRate), place: place)
    }
}

/// Where one channel was last and first heard, and its longest gap so far.
private struct ChannelSilence {
    let threshold: Double
    private var firstLoud: Int?
    private var lastLoud = -1
    private var longestGap = 0
    private var longestStart = 0

    init(threshold: Double) {
        self.threshold = threshold
    }

    /// Samples that are looked at together first: most are all loud, or all silent.
    private static let stretch = 32

    mutating func measure(_ samples: UnsafeBufferPointer<Double>, from frame: Int) {
        var position = 0
        while position < samples.count {
            let end = min(position + Self.stretch, samples.count)
            let (least, largest) = Self.range(samples, position, end)
            if least >= threshold {
                hear(frame + position)
                lastLoud = frame + end - 1
            } else if largest >= threshold {
                for index in position..<end where abs(samples[index]) >= threshold { hear(frame + index) }
            }
            position = end
        }
    }

    /// The smallest and the largest magnitude. One that is not a number is neither.
    @inline(__always)
    private static func range(
        _ samples: UnsafeBufferPointer<Double>, _ start: Int, _ end: Int
    ) -> (Double, Double) {
        var (least, largest) = (SIMD4(repeating: Double.infinity), SIMD4<Double>())
        let raw = UnsafeRawBufferPointer(samples)
        var position = start
        while position &+ 4 <= end {
            let four = raw.loadUnaligned(fromByteOffset: position &* 8, as: SIMD4<Double>.self).magnitudes
            least.replace(with: four, where: four .< least)
            largest.replace(with: four, where: four .> largest)
            position &+= 4
        }
        var (smallest, highest) = (least.smallest, largest.largest)
        while position < end {
            let magnitude = abs(samples[position])
            smallest = magnitude < smallest ? magnitude : smallest
            highest = magnitude > highest ? magnitude : highest
            position &+= 1
        }
        return (smallest, highest)
    }

    private mutating func hear(_ frame: Int) {
        if firstLoud == nil { firstLoud = frame }
        let gap = frame - lastLoud - 1
        if gap > longestGap { (longestGap, longestStart) = (gap, lastLoud + 1) }
        lastLoud = frame
    }

    func leading(of frames: Int) -> Range<Int> { 0..<(firstLoud ?? frames) }
    func trailing(of frames: Int) -> Range<Int> { lastLoud + 1..<frames }
    func longest(of frames: Int) -> Range<Int> {
        let trailing = trailing(of: frames)
        return trailing.count > longestGap ? trailing : longestStart..<longestStart + longestGap
    }
}
