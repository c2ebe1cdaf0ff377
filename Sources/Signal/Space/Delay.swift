/// Repeats of a sound, each one delay later and quieter: with d the sound that comes out of the line, F the filters of
/// the feedback path, f the feedback and m the mix,
///
///     d[n] = w(n − D[n]),   w[n] = x[n] + f[n]·F(d)[n],   y[n] = (1 − m[n])·x[n] + m[n]·d[n]
///
/// in each channel. Where it goes to and fro between two channels (ping-pong), the mean of both goes into the left line,
/// and each line feeds the other: w_L = (x_L + x_R)/2 + f·F(d_R), w_R = f·F(d_L).
package struct Delay: Processor {
    package struct Settings: Sendable {
        package var length: DelayLength
        /// What of each repeat makes the next one: from 0 to less than 1.
        package var feedback = Control(0)
        /// The share of the repeats in what comes out; the rest is the sound itself.
        package var mix = Control(1)
        /// What each repeat goes through on its way round; at no frequency a gain above 1.
        package var filters: [Biquad] = []
        /// Filters that move, in their place.
        package var movingFilters: MovingSections.Design?
        /// From side to side: of two channels only.
        package var isPingPong = false

        package init(_ length: DelayLength) { self.length = length }
    }

    /// The largest of what was still to be heard of the next repeat.
    package var remainder: Double {
        lastMix * lines.reduce(0) { max($0, $1.peak(Int(length.last), before: position)) }
    }

    private var lines: [DelayLine]
    private var filters: [FeedbackFilter]
    private let isPingPong: Bool
    private var length: DelayLengthReader
    private var feedback: ControlReader
    private var mix: ControlReader
    private var position = 0
    private var lastMix = 0.0
    private var lengths: [Double] = []
    private var feedbacks: [Double] = []
    private var mixes: [Double] = []
    // The length where it stands still, and one run of what comes out of a line and goes back into it.
    private let still: Int?
    private var wets: [Double] = Array(repeating: 0, count: 1_024)
    private var backs: [Double] = Array(repeating: 0, count: 1_024)

    package init(_ settings: Settings, channels: Int) {
        precondition(
            !settings.isPingPong || channels == 2, "BUG: from side to side in \(channels) channels")
        lines = (0..<channels).map { _ in DelayLine(longest: settings.length.longest) }
        filters = (0..<channels).map { _ in FeedbackFilter(settings.filters, settings.movingFilters) }
        isPingPong = settings.isPingPong
        still = settings.length.at == nil ? settings.length.longest : nil
        length = DelayLengthReader(settings.length)
        feedback = ControlReader(settings.feedback)
        mix = ControlReader(settings.mix)
    }

    package mutating func process(_ block: inout Block) {
        precondition(
            block.channels == lines.count, "BUG: \(block.channels) channels for \(lines.count) lines")
        readControls(block)
        if isPingPong {
            bounce(&block)
        } else {
            for channel in lines.indices { run(channel, &block) }
        }
        position += block.frames
    }

    private mutating func readControls(_ block: Block) {
        if lengths.count < block.capacity {
            lengths = Array(repeating: 0, count: block.capacity)
            (feedbacks, mixes) = (lengths, lengths)
        }
        let frames = block.frames
        feedbacks.withUnsafeMutableBufferPointer {
            feedback.read(into: UnsafeMutableBufferPointer(rebasing: $0[..<frames]))
        }
        mixes.withUnsafeMutableBufferPointer {
            mix.read(into: UnsafeMutableBufferPointer(rebasing: $0[..<frames]))
        }
        if frames > 0 { lastMix = mixes[frames - 1] }
        guard still == nil || isPingPong else { return }
        length.read(frames, into: &lengths)
    }

    private mutating func run(_ channel: Int, _ block: inout Block) {
        let start = position
        block.withChannel(channel) { samples in
            if let still {
                runStill(channel, samples, still)
                return
            }
            for index in samples.indices {
                let input = samples[index]
                let wet = lines[channel].value(lengths[index], before: start + index)
                let back = filters[channel].filtered(wet, at: start + index)
                lines[channel].put(input + feedbacks[index] * back, at: start + index)
                samples[index] = (1 - mixes[index]) * input + mixes[index] * wet
            }
        }
    }

    /// The same, to the bit, in runs of many frames, none of which hears another of its run.
    private mutating func runStill(
        _ channel: Int, _ samples: UnsafeMutableBufferPointer<Double>, _ length: Int
    ) {
        var done = 0
        while done < samples.count {
            let count = min(samples.count - done, length, wets.count)
            let frame = position + done
            wets.withUnsafeMutableBufferPointer { wets in
                backs.withUnsafeMutableBufferPointer { backs in
                    let run = UnsafeMutableBufferPointer(rebasing: backs[..<count])
                    lines[channel].read(run, length, before: frame)
                    for index in 0..<count { wets[index] = backs[index] }
                    filters[channel].filter(run, at: frame)
                    for index in 0..<count {
                        let (input, at) = (samples[done + index], done + index)
                        backs[index] = input + feedbacks[at] * backs[index]
                        samples[at] = (1 - mixes[at]) * input + mixes[at] * wets[index]
                    }
                    lines[channel].put(UnsafeBufferPointer(run), at: frame)
                }
            }
            done += count
        }
    }

    private mutating func bounce(_ block: inout Block) {
        let start = position
        for index in 0..<block.frames {
            let (frame, mix, feedback) = (start + index, mixes[index], feedbacks[index])
            let input = (block.sample(0, index), block.sample(1, index))
            let wet = (
                lines[0].value(lengths[index], before: frame), lines[1].value(lengths[index], before: frame)
            )
            let back = (filters[0].filtered(wet.0, at: frame), filters[1].filtered(wet.1, at: frame))
            lines[0].put(0.5 * (input.0 + input.1) + feedback * back.1, at: frame)
            lines[1].put(feedback * back.0, at: frame)
            block.set(0, index, (1 - mix) * input.0 + mix * wet.0)
            block.set(1, index, (1 - mix) * input.1 + mix * wet.1)
        }
    }
}

extension Block {
    fileprivate func sample(_ channel: Int, _ frame: Int) -> Double {
        withChannel(channel) { (samples: UnsafeBufferPointer<Double>) in samples[frame] }
    }

    fileprivate mutating func set(_ channel: Int, _ frame: Int, _ value: Double) {
        withChannel(channel) { $0[frame] = value }
    }
}
