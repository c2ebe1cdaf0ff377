/// Brings each sample onto the grid of values that the file to be written can hold, so that the writer only
/// scales and everything measured here is true of the file.
package struct Quantiser: Processor, Sendable {
    /// The values that a file can hold.
    package enum Grid: Equatable, Sendable {
        /// Whole multiples of 2^(1 − bits), from −1 up to and without +1. `bits`: 2…32.
        case pcm(bits: Int)
        /// The numbers of IEEE 754 single precision.
        case float32
        /// Everything that is computed with.
        case float64
        /// What a lossy codec is given: single precision, within ±``codecLimit``, finite.
        case codec
    }

    /// What is added before rounding. Only PCM grids are dithered.
    package enum Dither: String, Sendable {
        /// Nothing: the error depends on the signal, and is heard as distortion in quiet passages.
        case none
        /// Noise with a triangular distribution over ±1 step, the sum of two uniform numbers, which makes the
        /// mean and the power of the error independent of the signal (S. Lipshitz, R. Wannamaker,
        /// J. Vanderkooy, "Quantization and Dither", JAES 40, 1992). Silence becomes noise as well.
        case tpdf
        /// The same noise, and the error shaped by ``ErrorShaping``. At 44.1 and 48 kHz.
        case shaped
    }

    /// The largest magnitude that goes into a codec, +24 dBFS: what is louder is a mistake, and codecs are not made
    /// for it.
    package static let codecLimit = 16.0

    /// Samples, over all channels, that PCM could not hold and that became its largest or smallest value.
    package private(set) var saturatedSamples = 0
    /// Samples, over all channels, that were infinite or not a number and became 0 in PCM and before a codec.
    /// Floating-point grids let them pass, for a gate to find.
    package private(set) var nonFiniteSamples = 0

    private let grid: Grid
    private let dither: Dither
    private let random: CounterRandom
    private let channels: Int
    private var position = 0
    /// One for each channel, where the error is shaped.
    private var shaping: [ErrorShaping]

    /// - Parameter seed: of the dither; the same seed gives the same noise, different ones independent noise.
    package init(grid: Grid, dither: Dither, seed: UInt64, channels: Int) {
        if case .pcm(let bits) = grid { precondition((2...32).contains(bits), "BUG: PCM of \(bits) bits") }
        self.grid = grid
        self.dither = dither
        self.channels = channels
        random = CounterRandom(seed: seed)
        shaping = dither == .shaped ? Array(repeating: ErrorShaping(), count: channels) : []
    }

    package mutating func process(_ block: inout Block) {
        precondition(block.channels == channels, "BUG: \(block.channels) channels on a grid for \(channels)")
        switch grid {
        case .pcm(let bits) where dither == .shaped:
            for channel in 0..<channels { shape(channel, of: &block, bits: bits) }
        case .pcm(let bits):
            for channel in 0..<channels { quantise(channel, of: &block, bits: bits) }
        case .codec:
            for channel in 0..<channels { limit(channel, of: &block) }
        case .float32:
            for channel in 0..<channels {
                block.withChannel(channel) { samples in
                    for index in samples.indices { samples[index] = Double(Float(samples[index])) }
                }
            }
        case .float64:
            break
        }
        position += block.frames
    }

    private mutating func quantise(_ channel: Int, of block: inout Block, bits: Int) {
        let fullScale = Double(Int64(1) << Int64(bits - 1))
        let (lowest, highest) = (-fullScale, fullScale - 1)
        let (saturated, nonFinite) = block.withChannel(channel) { samples in
            var counts = (saturated: 0, nonFinite: 0)
            for index in samples.indices {
                guard samples[index].isFinite else {
                    samples[index] = 0
                    counts.nonFinite += 1
                    continue
                }
                let exact = samples[index] * fullScale + noise(frame: position + index, channel: channel)
                // Held one step outside the range first: the rounding below is for moderate numbers.
                let rounded = Mathematics.nearest(min(max(exact, lowest - 1), highest + 1))
                let held = min(max(rounded, lowest), highest)
                if held != rounded { counts.saturated += 1 }
                samples[index] = held / fullScale
            }
            return counts
        }
        saturatedSamples += saturated
        nonFiniteSamples += nonFinite
    }

    /// As ``quantise``, sample by sample, since each error goes into those after it.
    private mutating func shape(_ channel: Int, of block: inout Block, bits: Int) {
        let fullScale = Double(Int64(1) << Int64(bits - 1))
        var filter = shaping[channel]
        let (saturated, nonFinite) = block.withChannel(channel) { samples in
            var counts = (saturated: 0, nonFinite: 0)
            for index in samples.indices {
                guard samples[index].isFinite else {
                    samples[index] = 0
                    counts.nonFinite += 1
                    continue
                }
                let wanted = samples[index] * fullScale + filter.correction
                let exact = wanted + noise(frame: position + index, channel: channel)
                let rounded = Mathematics.nearest(min(max(exact, -fullScale - 1), fullScale))
                let held = min(max(rounded, -fullScale), fullScale - 1)
                if held != rounded { counts.saturated += 1 }
                filter.remember(held - wanted)
                samples[index] = held / fullScale
            }
            return counts
        }
        shaping[channel] = filter
        saturatedSamples += saturated
        nonFiniteSamples += nonFinite
    }

    private mutating func limit(_ channel: Int, of block: inout Block) {
        let (saturated, nonFinite) = block.withChannel(channel) { samples in
            var counts = (saturated: 0, nonFinite: 0)
            for index in samples.indices {
                guard samples[index].isFinite else {
                    samples[index] = 0
                    counts.nonFinite += 1
                    continue
                }
                if abs(samples[index]) > Self.codecLimit { counts.saturated += 1 }
                let held = min(max(samples[index], -Self.codecLimit), Self.codecLimit)
                samples[index] = Double(Float(held))
            }
            return counts
        }
        saturatedSamples += saturated
        nonFiniteSamples += nonFinite
    }

    /// The dither for one sample, in steps, −1 ..< 1.
    @inline(__always)
    private func noise(frame: Int, channel: Int) -> Double {
        guard dither != .none else { return 0 }
        let index = 2 * UInt64(truncatingIfNeeded: frame * channels + channel)
        return 0.5 * (random.uniform(index) + random.uniform(index &+ 1))
    }
}
