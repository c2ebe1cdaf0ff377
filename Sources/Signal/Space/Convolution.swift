/// A sound in a room, or through anything else that is linear and stands still, told by its impulse response: with h the
/// response, m the mix, g a gain and P a delay of what is convolved,
///
///     w[n] = Σ h[k]·x[n − k],   y[n] = (1 − m[n])·x[n] + m[n]·g[n]·w(n − P[n])
///
/// Agrees with `scipy.signal.fftconvolve(x, h)`, as far as the sound lasts. The response is cut into partitions of equal
/// length, and each is convolved by overlap-save (T. G. Stockham, "High-speed convolution and correlation", 1966; W. G.
/// Gardner, "Efficient convolution without input-output delay", 1995). As upstream can be read ahead, the partitions are
/// as long as is quickest, and nothing is delayed.
package final class Convolution: SampleStream {
    /// From a channel in to a channel out.
    package struct Path: Sendable {
        package let input: Int
        package let output: Int
        package let taps: [Double]

        package init(from input: Int, to output: Int, _ taps: [Double]) {
            (self.input, self.output, self.taps) = (input, output, taps)
        }
    }

    package let channels: Int
    private let plan: ConvolutionPlan
    private let convolution: SkewConvolution
    // What is summed up for each channel.
    private let factors: [[Factor]]
    private var input: FrameReader
    private var mix: ControlReader
    private var gain: ControlReader
    // Nil where what is convolved is not delayed.
    private var predelay: MovingDelay?
    // 2M frames, of which the last `hop` are new.
    private var window: Block
    private var output: StretchOutput
    // The spectra of channel c, newest at (turn mod partitions), are at c · partitions.
    private var spectra: [SkewConvolution.Spectrum]
    private var sum: SkewConvolution.Spectrum
    private var stretch: [Double]
    // One stretch: the mix, and it times the gain.
    private var mixes: [Double]
    private var wets: [Double]
    private var turn = 0

    /// A partition of a path that is not silent.
    private struct Factor {
        let input: Int
        /// How many stretches ago what it is convolved with came in.
        let age: Int
        let response: SkewConvolution.Spectrum
    }

    /// - Parameters:
    ///   - paths: their responses, together at least one tap long.
    ///   - mix: the share of what is convolved in what comes out.
    ///   - gain: a factor on what is convolved, for one that moves; one that does not is better within the responses.
    ///   - predelay: frames by which what is convolved comes later, for one that moves, as for ``MovingDelay``; silence at
    ///     the start of the responses does the same for one that does not.
    ///   - frames: of the whole of `upstream`.
    package init(
        _ upstream: any SampleStream, _ paths: [Path], mix: Control, gain: Control = 1,
        predelay: Control? = nil, frames: Int
    ) {
        channels = upstream.channels
        plan = ConvolutionPlan(taps: max(1, paths.map(\.taps.count).max() ?? 0))
        let (plan, convolution) = (plan, SkewConvolution(half: plan.half))
        self.convolution = convolution
        factors = (0..<upstream.channels).map { channel in
            paths.filter { $0.output == channel }.flatMap { Convolution.factors(of: $0, plan, convolution) }
        }
        input = FrameReader(upstream, frames: frames)
        self.mix = ControlReader(mix)
        self.gain = ControlReader(gain)
        self.predelay = predelay.map { MovingDelay($0, channels: upstream.channels) }
        window = Block(channels: channels, capacity: 2 * plan.half)
        window.resize(to: 2 * plan.half)
        output = StretchOutput(channels: channels, capacity: plan.hop, frames: frames)
        sum = SkewConvolution.Spectrum(count: plan.half)
        spectra = Array(repeating: sum, count: channels * plan.partitions)
        stretch = Array(repeating: 0, count: 2 * plan.half)
        mixes = Array(repeating: 0, count: plan.hop)
        wets = mixes
    }

    private static func factors(
        of path: Path, _ plan: ConvolutionPlan, _ convolution: SkewConvolution
    ) -> [Factor] {
        var result: [Factor] = []
        var stretch = Array(repeating: 0.0, count: 2 * plan.half)
        // The factor that the way back leaves out.
        let scale = 1 / Double(plan.half)
        for number in 0..<plan.partitions {
            let taps = path.taps.dropFirst(number * plan.partition).prefix(plan.partition)
            guard taps.contains(where: { $0 != 0 }) else { continue }
            for index in stretch.indices { stretch[index] = 0 }
            for (index, tap) in taps.enumerated() { stretch[index] = tap * scale }
            var spectrum = SkewConvolution.Spectrum(count: plan.half)
            stretch.withUnsafeBufferPointer { convolution.analyse($0, into: &spectrum) }
            result.append(Factor(input: path.input, age: number, response: spectrum))
        }
        return result
    }

    /// - Throws: `StreamLengthError` if upstream is shorter or longer than it was said to be, and what
    ///   upstream throws.
    package func read(into block: inout Block) throws {
        block.resize(to: output.count(for: block))
        var done = 0
        while done < block.frames {
            if output.ready.isEmpty { try advance() }
            done += output.hand(to: &block, done)
        }
    }

    /// Makes the next frames ready.
    private func advance() throws {
        let (hop, kept) = (plan.hop, 2 * plan.half - plan.hop)
        window.discard(hop)
        window.resize(to: 2 * plan.half)
        let fresh = min(hop, input.frames - input.position)
        for channel in 0..<channels {
            window.withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
                samples[(kept + fresh)...].update(repeating: 0)
            }
        }
        try input.read(fresh, into: &window, at: kept)
        let slot = turn % plan.partitions
        for channel in 0..<channels {
            window.withChannel(channel) { (samples: UnsafeBufferPointer<Double>) in
                convolution.analyse(samples, into: &spectra[channel * plan.partitions + slot])
            }
        }
        output.block.resize(to: fresh)
        readControls(fresh)
        for channel in 0..<channels { convolve(channel, slot, fresh, kept) }
        turn += 1
        output.ready = 0..<fresh
    }

    /// Whether what is convolved comes out as it is.
    private var isWhole: Bool { mix.constant == 1 && gain.constant == 1 }

    private func readControls(_ count: Int) {
        predelay?.advance(by: count)
        if isWhole { return }
        mixes.withUnsafeMutableBufferPointer {
            mix.read(into: UnsafeMutableBufferPointer(rebasing: $0[..<count]))
        }
        wets.withUnsafeMutableBufferPointer { wets in
            gain.read(into: UnsafeMutableBufferPointer(rebasing: wets[..<count]))
            for index in 0..<count { wets[index] *= mixes[index] }
        }
    }

    private func convolve(_ channel: Int, _ slot: Int, _ fresh: Int, _ kept: Int) {
        let (partitions, factors) = (plan.partitions, factors[channel])
        if factors.isEmpty {
            for index in stretch.indices { stretch[index] = 0 }
        } else {
            sum.setToSum(factors.count) { index in
                let factor = factors[index]
                let place = (slot + partitions - factor.age) % partitions
                return (spectra[factor.input * partitions + place], factor.response)
            }
            stretch.withUnsafeMutableBufferPointer { convolution.synthesise(&sum, into: $0) }
        }
        stretch.withUnsafeMutableBufferPointer {
            predelay?.delay(UnsafeMutableBufferPointer(rebasing: $0[kept..<kept + fresh]), channel)
        }
        output.block.withChannel(channel) { (written: UnsafeMutableBufferPointer<Double>) in
            window.withChannel(channel) { (read: UnsafeBufferPointer<Double>) in
                if isWhole {
                    for index in 0..<fresh { written[index] = stretch[kept + index] }
                } else {
                    for index in 0..<fresh {
                        let wet = wets[index] * stretch[kept + index]
                        written[index] = (1 - mixes[index]) * read[kept + index] + wet
                    }
                }
            }
        }
    }
}
