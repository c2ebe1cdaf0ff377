/// Filters a stream forwards and then backwards, so that what it passes is not delayed at any frequency and
/// its attenuation counts twice.
///
/// Agrees with `scipy.signal.sosfiltfilt`: the signal is extended at both ends (`OddExtension`) by three
/// times the number of coefficients of the filter written as one fraction, and each pass starts as if its
/// first sample had been there for ever. Where the signal is too short for that, the extension is one frame
/// shorter than the signal (scipy: `padlen=frames - 1`).
///
/// The backward pass would need the end of the signal before it can begin; here it works on one chunk after
/// another, starting as many frames after the chunk's end as the filter remembers (`FilterMemory`). That
/// holds the difference from the whole-signal result below 2⁻⁶⁰ of the largest sample, and memory to a few
/// chunks for any length of signal. A chunk is several times the memory, so that little is filtered twice.
package final class ZeroPhaseFilter: SampleStream {
    package let channels: Int

    private let cascade: Cascade
    private let memory: Int
    private let chunk: Int
    private var input: OddExtension
    // Frames of the extended signal, filtered forwards: those from `start` on.
    private var forward: Block
    private var start = 0
    // The state of pair p in channel c after the last of them is states[c * pairs + p].
    private var states: [SectionPair.State]
    // The chunk filtered both ways, and the run-up of the backward pass after it.
    private var output: Block
    // What is still to be handed out of it.
    private var ready = 0..<0
    private var remaining: Int

    /// - Parameters:
    ///   - frames: of the whole of `upstream`.
    ///   - chunk: frames to filter at a time; by default what is fastest.
    /// - Throws: an error if the filter remembers too much to be run in pieces.
    package init(
        _ upstream: any SampleStream, sections: [Biquad], frames: Int, chunk: Int? = nil
    ) throws(ZeroPhaseFilterError) {
        cascade = Cascade(sections)
        guard let memory = FilterMemory.frames(of: cascade) else {
            throw .remembersTooMuch(
                order: sections.reduce(0) { $0 + $1.order }, cutoff: sections.lowestCutoff)
        }
        self.memory = memory
        channels = upstream.channels
        remaining = frames
        let extent = min(Self.extent(of: sections), max(0, frames - 1))
        input = OddExtension(FrameReader(upstream, frames: frames), channels: channels, length: extent)
        self.chunk = max(chunk ?? Self.chunk(forMemory: memory), input.firstFrames)
        let held = min(self.chunk + memory, max(1, input.frames))
        forward = Block(channels: channels, capacity: held)
        output = Block(channels: channels, capacity: held)
        states = []
    }

    /// - Throws: `StreamLengthError` if upstream is shorter or longer than it was said to be, and what
    ///   upstream throws.
    package func read(into block: inout Block) throws {
        let count = min(block.capacity, remaining)
        block.resize(to: count)
        var done = 0
        while done < count {
            if ready.isEmpty { try filterChunk() }
            let copied = min(count - done, ready.count)
            block.copy(copied, from: output, at: ready.lowerBound, to: done)
            ready = ready.lowerBound + copied..<ready.upperBound
            done += copied
        }
        remaining -= count
    }

    /// Frames that are added at each end, as scipy's default.
    private static func extent(of sections: [Biquad]) -> Int {
        let coefficients = 2 * sections.count + 1
        let unused = min(sections.count { $0.b2 == 0 }, sections.count { $0.a2 == 0 })
        return 3 * (coefficients - unused)
    }

    /// Long enough for four lanes to pay; a filter with a longer memory runs in one, in chunks that are not
    /// too large.
    private static func chunk(forMemory memory: Int) -> Int {
        max(16384, memory <= 65536 ? 8 * memory : 4 * memory)
    }
}

extension ZeroPhaseFilter {
    /// Makes the next chunk ready.
    private func filterChunk() throws {
        let isFirst = states.isEmpty
        if !isFirst { discardChunk() }
        let kept = isFirst ? 0 : forward.frames
        let held = min(forward.capacity, input.frames - start)
        forward.resize(to: held)
        try input.read(held - kept, into: &forward, at: kept)
        if isFirst { settle() }
        let isLast = start + held == input.frames
        output.resize(to: held)
        for channel in 0..<channels { filterForwards(channel, from: kept) }
        output.copy(held, from: forward)
        for channel in 0..<channels { filterBackwards(channel, fromEnd: isLast) }
        // Positions in the extended signal, of which only the signal itself is handed out.
        let whole = input.length..<input.frames - input.length
        let finished = (start..<start + (isLast ? held : held - memory)).clamped(to: whole)
        ready = finished.lowerBound - start..<finished.upperBound - start
    }

    /// Moves what the last chunk needed only for its run-up to the front.
    private func discardChunk() {
        let done = max(0, forward.frames - memory)
        forward.discard(done)
        start += done
    }

    /// The forward states as if the first sample of each channel had been there for ever.
    private func settle() {
        states.reserveCapacity(channels * cascade.pairs.count)
        for channel in 0..<channels {
            let level = forward.withChannel(channel) { (samples: UnsafeBufferPointer<Double>) in samples[0] }
            states += cascade.settled.map { $0.scaled(by: level) }
        }
    }

    private func filterForwards(_ channel: Int, from first: Int) {
        forward.withChannel(channel) { samples in
            guard let base = samples.baseAddress, first < samples.count else { return }
            for (index, pair) in cascade.pairs.enumerated() {
                pair.runInLanes(
                    base + first, step: 1, count: samples.count - first, memory: memory,
                    state: &states[channel * cascade.pairs.count + index])
            }
        }
    }

    private func filterBackwards(_ channel: Int, fromEnd: Bool) {
        output.withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
            guard let base = samples.baseAddress, let last = samples.last else { return }
            // In mid-signal the pass starts in silence; only at the end does it know what came before.
            var level = fromEnd ? last : 0
            for pair in cascade.pairs {
                var state = pair.settled.scaled(by: level)
                level *= pair.steadyGain
                pair.runInLanes(
                    base + (samples.count - 1), step: -1, count: samples.count, memory: memory, state: &state)
            }
        }
    }
}

/// Why a filter cannot run forwards and backwards over a stream.
package enum ZeroPhaseFilterError: Error, Equatable, Sendable, CustomStringConvertible {
    /// It rings for more than `FilterMemory.longest` frames. `order` counts its poles; `cutoff` is its lowest
    /// natural frequency, as a fraction of the sample rate.
    case remembersTooMuch(order: Int, cutoff: Double)

    package var description: String {
        switch self {
        case .remembersTooMuch(let order, let cutoff):
            "the zero-phase filter with \(order) poles and a cut-off of \(cutoff) × the sample rate rings for "
                + "more than \(FilterMemory.longest) frames: raise the cut-off, lower the order, or filter "
                + "without zero phase"
        }
    }
}

extension Biquad {
    /// Its number of poles.
    fileprivate var order: Int { a2 != 0 ? 2 : a1 != 0 ? 1 : 0 }

    /// The natural frequency of its poles as a fraction of the sample rate, for frequencies so low that
    /// tan(π·f) is π·f.
    fileprivate var cutoff: Double {
        let ratio = (1 + a1 + a2) / (1 - a1 + a2)
        return (a2 != 0 ? max(0, ratio).squareRoot() : abs(ratio)) / Mathematics.pi
    }
}

extension [Biquad] {
    fileprivate var lowestCutoff: Double { self.map(\.cutoff).min() ?? 0 }
}
