/// A look-ahead limiter of the wave itself, and not of its samples alone: what a converter makes of them stays below the
/// ceiling, too. All channels are turned down together; the output is aligned with the input to the frame, and where
/// the wave stays below the ceiling it is the input, bit for bit.
///
/// It is `Limiter` with another level: that of frame n is the largest magnitude of the wave between frames n − 1 and n + 1
/// (`PeakInterpolator`). A gain that moves bends the wave a little between the samples, so a second pass of the same kind
/// limits what the first has left above the ceiling, hundredths of a decibel.
package final class TruePeakLimiter: SampleStream {
    package let channels: Int
    /// The gain where the level was turned down most, in dB: 0 or less.
    package var deepestReduction: Double { first.deepestReduction + second.deepestReduction }

    private let first: TruePeakStage
    private let second: TruePeakStage
    // Of what is handed out.
    private var ceiling: ControlRun

    /// - Parameters:
    ///   - ceiling: the largest magnitude of the wave, linear: 1 is full scale. It may move, and so may the release.
    ///   - reachable: what it stops at, of a ceiling: ``Quantiser/Grid/reachable(_:dither:)`` of a file.
    ///   - lookahead: frames over which the gain goes down; below 2²⁰.
    ///   - release: seconds after which 63 % of a reduction is taken back; 0 takes it back at once.
    ///   - sampleRate: in hertz.
    ///   - frames: of the whole of `upstream`.
    package init(
        _ upstream: any SampleStream, ceiling: Control,
        reachable: @escaping @Sendable (Double) -> Double = { $0 }, lookahead: Int, release: Control,
        sampleRate: Double, frames: Int
    ) {
        channels = upstream.channels
        self.ceiling = ControlRun(ceiling, reachable)
        let recovery = release.standing(for: .ballistics(sampleRate: sampleRate))
        func stage(_ upstream: any SampleStream) -> TruePeakStage {
            TruePeakStage(
                upstream,
                ceiling: CeilingAhead(
                    ceiling, capacity: Block.standardCapacity + lookahead, reachable: reachable),
                lowest: reachable(ceiling.range.lowerBound),
                gain: LimiterGain(lookahead: lookahead, recovery: recovery), lookahead: lookahead,
                frames: frames)
        }
        first = stage(upstream)
        second = stage(first)
    }

    /// - Throws: `StreamLengthError` if upstream is shorter or longer than it was said to be, and what
    ///   upstream throws.
    package func read(into block: inout Block) throws {
        try second.read(into: &block)
        for start in stride(from: 0, to: block.frames, by: ControlRun.length) {
            let run = start..<min(start + ControlRun.length, block.frames)
            ceiling.advance(by: run.count)
            hold(&block, run)
        }
    }

    /// Puts on the ceiling what the last rounding has put above it.
    private func hold(_ block: inout Block, _ run: Range<Int>) {
        ceiling.values.withUnsafeBufferPointer { ceilings in
            for channel in 0..<channels {
                block.withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
                    for index in run {
                        let ceiling = ceilings[index - run.lowerBound]
                        guard abs(samples[index]) > ceiling else { continue }
                        samples[index] = samples[index] < 0 ? -ceiling : ceiling
                    }
                }
            }
        }
    }
}

/// One pass of a true-peak limiter.
private final class TruePeakStage: SampleStream {
    let channels: Int
    private var smallestGain = 1.0
    var deepestReduction: Double { Mathematics.decibels(fromAmplitude: smallestGain) }

    private var ceiling: CeilingAhead
    /// The lowest that the ceiling ever is.
    private let lowest: Double
    private let lookahead: Int
    private let interpolator = PeakInterpolator()
    private var input: FrameReader
    // What the interpolation reaches back to, the next frames to hand out, the look-ahead, and what the
    // interpolation reaches on to.
    private var window: Block
    private var gain: LimiterGain
    // The levels of some frames, and then the gains.
    private var gains: Block
    // The peak between the frame before those and the first of them.
    private var lastPeak = 0.0
    private var isPrimed = false
    private var remaining: Int

    private static let reach = PeakInterpolator.reach

    init(
        _ upstream: any SampleStream, ceiling: CeilingAhead, lowest: Double, gain: LimiterGain,
        lookahead: Int, frames: Int
    ) {
        channels = upstream.channels
        self.ceiling = ceiling
        self.lowest = lowest
        self.gain = gain
        self.lookahead = lookahead
        input = FrameReader(upstream, frames: frames)
        remaining = frames
        gains = Block(channels: 1)
        window = Block(
            channels: channels,
            capacity: Block.standardCapacity + lookahead + 2 * TruePeakStage.reach)
    }

    func read(into block: inout Block) throws {
        let count = min(block.capacity, remaining)
        block.resize(to: count)
        var done = 0
        while done < count {
            if !isPrimed { try prime() }
            let piece = min(count - done, Block.standardCapacity)
            try readAhead(piece)
            let isAbove = measure(piece, from: lookahead)
            block.copy(piece, from: window, at: TruePeakStage.reach, to: done)
            if isAbove || !gain.isIdle {
                limit(piece, of: &block, at: done)
            } else {
                gain.skip(piece)
            }
            window.discard(piece)
            ceiling.discard(piece)
            done += piece
        }
        remaining -= count
    }

    /// Fills the look-ahead of the first frame.
    private func prime() throws {
        isPrimed = true
        window.resize(to: TruePeakStage.reach)
        window.clear()
        try readAhead(0)
        for start in stride(from: 0, to: lookahead, by: Block.standardCapacity) {
            let piece = min(Block.standardCapacity, lookahead - start)
            _ = measure(piece, from: start)
            findGains(from: start)
        }
    }

    /// Reads until `count` frames and all that is ahead of them are there, with silence after the signal.
    private func readAhead(_ count: Int) throws {
        let kept = window.frames
        window.resize(to: count + lookahead + 2 * TruePeakStage.reach)
        ceiling.extend(to: count + lookahead)
        let fresh = window.frames - kept
        let read = min(fresh, input.frames - input.position)
        try input.read(read, into: &window, at: kept)
        for channel in 0..<channels where read < fresh {
            window.withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
                samples[(kept + read)...].update(repeating: 0)
            }
        }
    }

    /// Puts the levels of `count` frames, from frame `start` of those to hand out on, where their gains will be, and says
    /// whether any is above its ceiling.
    private func measure(_ count: Int, from start: Int) -> Bool {
        gains.resize(to: count)
        gains.clear()
        let (interpolator, reach) = (interpolator, TruePeakStage.reach)
        return gains.withChannel(0) { (levels: UnsafeMutableBufferPointer<Double>) in
            for channel in 0..<channels {
                window.withChannel(channel) { (samples: UnsafeBufferPointer<Double>) in
                    guard let base = samples.baseAddress else { return }
                    findPeaks(base + reach + start, levels, interpolator, lowest)
                }
            }
            var isAbove = false
            ceiling.read { ceiling in
                for index in levels.indices {
                    let peak = levels[index]
                    levels[index] = max(lastPeak, peak)
                    lastPeak = peak
                    if levels[index] > ceiling(start + index) { isAbove = true }
                }
            }
            return isAbove
        }
    }

    /// Raises `peaks` to those between each frame and the next. Where the samples show that there can be none above the
    /// ceiling, the sample is good enough.
    private func findPeaks(
        _ samples: UnsafePointer<Double>, _ peaks: UnsafeMutableBufferPointer<Double>,
        _ interpolator: PeakInterpolator, _ ceiling: Double
    ) {
        let (reach, stretch) = (TruePeakStage.reach, 64)
        for start in stride(from: 0, to: peaks.count, by: stretch) {
            let end = min(peaks.count, start + stretch)
            var highest = 0.0
            for index in start - reach + 1..<end + reach {
                highest = abs(samples[index]) > highest ? abs(samples[index]) : highest
            }
            let isLow = highest * interpolator.bound <= ceiling
            for index in start..<end {
                let sample = abs(samples[index])
                // What is not a number is not larger than anything, and passes to a gate that finds it.
                let peak = isLow ? sample : max(sample, interpolator.peak(samples + index))
                peaks[index] = peak > peaks[index] ? peak : peaks[index]
            }
        }
    }

    /// Replaces the levels of frames, from frame `start` of those to hand out on, by the gains for the frames `lookahead`
    /// before them.
    private func findGains(from start: Int) {
        gains.withChannel(0) { (values: UnsafeMutableBufferPointer<Double>) in
            ceiling.read { ceiling in gain.replace(levels: values) { ceiling(start + $0) } }
        }
    }

    private func limit(_ count: Int, of block: inout Block, at offset: Int) {
        findGains(from: lookahead)
        gains.withChannel(0) { (gains: UnsafeBufferPointer<Double>) in
            for gain in gains { smallestGain = gain < smallestGain ? gain : smallestGain }
            for channel in 0..<channels {
                block.withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
                    for index in 0..<count { samples[offset + index] *= gains[index] }
                }
            }
        }
    }
}
