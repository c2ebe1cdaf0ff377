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

    private func measurement(_ kind: Metric.Kind, _ run: (ChannelSilence) -> Int) -> Measurement {
        let worst = channels.reduce(0) { max($0, run($1)) }
        return Measurement(
            metric: Metric(kind: kind, threshold: threshold).name,
            value: .number(Double(worst) / sampleRate))
    }
}

/// Where one channel was last and first heard, and its longest gap so far.
private struct ChannelSilence {
    let threshold: Double
    private var firstLoud: Int?
    private var lastLoud = -1
    private var longestGap = 0

    init(threshold: Double) {
        self.threshold = threshold
    }

    mutating func measure(_ samples: UnsafeBufferPointer<Double>, from frame: Int) {
        var last = lastLoud
        var longest = longestGap
        var position = 0
        while position < samples.count {
            if abs(samples[position]) >= threshold {
                let loud = frame &+ position
                if firstLoud == nil { firstLoud = loud }
                let gap = loud &- last &- 1
                longest = gap > longest ? gap : longest
                last = loud
            }
            position &+= 1
        }
        lastLoud = last
        longestGap = longest
    }

    func leading(of frames: Int) -> Int { firstLoud ?? frames }
    func trailing(of frames: Int) -> Int { frames - 1 - lastLoud }
    func longest(of frames: Int) -> Int { max(longestGap, trailing(of: frames)) }
}
