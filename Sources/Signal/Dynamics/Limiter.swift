/// A look-ahead limiter: turns the level down smoothly before a peak so that no sample exceeds the ceiling,
/// and up again after it. All channels are turned down together, so the image does not move. The output is
/// aligned with the input to the frame, and where no gain is needed it is the input, bit for bit.
///
/// With L the look-ahead, c the ceiling and x_k the largest magnitude in frame k over the channels:
///
///     r[k] = min(1, c / x_k)                        what frame k needs; 1 before and after the signal
///     h[k] = min(r[k], …, r[k + L])                 what the frames ahead need
///     e[k] = min(h[k], e[k − 1] + (1 − e[k − 1])·α) down at once, up slowly; α = 1 − exp(−1/(release·fs))
///     g[n] = (e[n − L] + … + e[n]) / (L + 1)        the gain: down over L frames instead of at once
///
/// Each e in the last sum is at most r[n], because frame n is in the look-ahead of each; so g[n] ≤ r[n], and
/// no sample is above the ceiling. r and e are rounded down to multiples of 2⁻⁴⁰, which makes the running sum
/// exact; on its way up e makes at least one of these; an e within 2⁻²⁴ of 1 is 1; and what the last rounding puts above the ceiling is put on it.
///
/// The ceiling may move: then r[k] is measured by that of frame k, and holds there. So may the release; the look-ahead, of
/// which the whole recurrence is made, stays.
package final class Limiter: SampleStream {
    package let channels: Int
    /// Samples, over all channels, that would have been above the ceiling.
    package private(set) var limitedSamples = 0
    /// The smallest gain so far.
    private var smallestGain = 1.0
    /// The gain where the level was turned down most, in dB: 0 or less.
    package var deepestReduction: Double { Mathematics.decibels(fromAmplitude: smallestGain) }

    private var ceiling: CeilingAhead
    private let lookahead: Int
    private var input: FrameReader
    // The next frames to hand out and the look-ahead after them.
    private var ahead: Block
    private var gain: LimiterGain
    // The largest magnitude in each of some frames over the channels, and then the gains.
    private var gains: Block
    private var isPrimed = false
    private var remaining: Int

    /// - Parameters:
    ///   - ceiling: the largest magnitude of a sample, linear: 1 is full scale.
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
        self.ceiling = CeilingAhead(
            ceiling, capacity: Block.standardCapacity + lookahead, reachable: reachable)
        self.lookahead = lookahead
        input = FrameReader(upstream, frames: frames)
        remaining = frames
        gain = LimiterGain(
            lookahead: lookahead, recovery: release.standing(for: .ballistics(sampleRate: sampleRate)))
        gains = Block(channels: 1)
        ahead = Block(channels: channels, capacity: Block.standardCapacity + lookahead)
    }

    /// - Throws: `StreamLengthError` if upstream is shorter or longer than it was said to be, and what
    ///   upstream throws.
    package func read(into block: inout Block) throws {
        let count = min(block.capacity, remaining)
        block.resize(to: count)
        var done = 0
        while done < count {
            if !isPrimed { try prime() }
            let piece = min(count - done, Block.standardCapacity)
            try readAhead(piece)
            let isAbove = measure(piece, from: lookahead)
            if isAbove || !gain.isIdle {
                limit(piece, into: &block, at: done)
            } else {
                gain.skip(piece)
                block.copy(piece, from: ahead, to: done)
            }
            ahead.discard(piece)
            ceiling.discard(piece)
            done += piece
        }
        remaining -= count
    }
}

extension Limiter {
    /// Fills the look-ahead of the first frame.
    private func prime() throws {
        isPrimed = true
        try readAhead(0)
        for start in stride(from: 0, to: lookahead, by: Block.standardCapacity) {
            let piece = min(Block.standardCapacity, lookahead - start)
            _ = measure(piece, from: start)
            findGains(from: start)
        }
    }

    /// Reads until `count` frames and the look-ahead are there, with silence after the signal.
    private func readAhead(_ count: Int) throws {
        let kept = ahead.frames
        let fresh = count + lookahead - kept
        ahead.resize(to: count + lookahead)
        ceiling.extend(to: count + lookahead)
        let read = min(fresh, input.frames - input.position)
        try input.read(read, into: &ahead, at: kept)
        for channel in 0..<channels where read < fresh {
            ahead.withChannel(channel) { $0[(kept + read)...].update(repeating: 0) }
        }
    }

    /// Puts the levels of `count` frames, from frame `start` of those at hand on, where their gains will be,
    /// and says whether any is above its ceiling.
    private func measure(_ count: Int, from start: Int) -> Bool {
        var isAbove = false
        gains.resize(to: count)
        gains.clear()
        gains.withChannel(0) { (levels: UnsafeMutableBufferPointer<Double>) in
            for channel in 0..<channels {
                ahead.withChannel(channel) { (samples: UnsafeBufferPointer<Double>) in
                    for index in 0..<count {
                        // What is not a number is not larger than anything, and passes to a gate that finds it.
                        let magnitude = abs(samples[start + index])
                        levels[index] = magnitude > levels[index] ? magnitude : levels[index]
                    }
                }
            }
            if let ceiling = ceiling.constant {
                var peak = 0.0
                for level in levels { peak = level > peak ? level : peak }
                isAbove = peak > ceiling
            } else {
                ceiling.read { ceiling in
                    isAbove = levels.indices.contains { levels[$0] > ceiling(start + $0) }
                }
            }
        }
        return isAbove
    }

    /// Replaces the levels of frames, from frame `start` of those at hand on, by the gains for the frames `lookahead`
    /// before them.
    private func findGains(from start: Int) {
        gains.withChannel(0) { (values: UnsafeMutableBufferPointer<Double>) in
            ceiling.read { ceiling in gain.replace(levels: values) { ceiling(start + $0) } }
        }
    }

    private func limit(_ count: Int, into block: inout Block, at offset: Int) {
        findGains(from: lookahead)
        ceiling.read { limit(count, into: &block, at: offset, $0) }
    }

    @inline(__always)
    private func limit(
        _ count: Int, into block: inout Block, at offset: Int, _ ceiling: (Int) -> Double
    ) {
        gains.withChannel(0) { (gains: UnsafeBufferPointer<Double>) in
            for gain in gains { smallestGain = gain < smallestGain ? gain : smallestGain }
            for channel in 0..<channels {
                block.withChannel(channel) { (output: UnsafeMutableBufferPointer<Double>) in
                    ahead.withChannel(channel) { (samples: UnsafeBufferPointer<Double>) in
                        for index in 0..<count {
                            let ceiling = ceiling(index)
                            limitedSamples += abs(samples[index]) > ceiling ? 1 : 0
                            let limited = samples[index] * gains[index]
                            output[offset + index] =
                                limited > ceiling ? ceiling : limited < -ceiling ? -ceiling : limited
                        }
                    }
                }
            }
        }
    }
}
