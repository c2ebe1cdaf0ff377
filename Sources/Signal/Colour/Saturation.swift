/// Bends the wave: with g the drive, o the output gain, m the mix and f a `SaturationCurve`,
///
///     y[n] = (1 − m)·x[n] + m·o·(f(g·x) at a multiple of the rate)[n]
///
/// See `Oversampler`. It reads ahead as far as its filters reach, so that nothing is delayed, and what is mixed in fits.
package final class Saturation: SampleStream {
    package struct Settings: Sendable {
        /// The factor before the curve.
        package var drive = Control(4)
        package var curve = SaturationCurve.tanh
        /// The factor behind the curve.
        package var output = Control(1)
        package var mix = Control(1)
        /// 4 or 8.
        package var oversampling = 4

        package init() {}
    }

    package let channels: Int
    private static let stretch = 2_048

    private var oversampler: Oversampler
    private var input: FrameReader
    private var drive: ControlReader
    private var gain: ControlReader
    private var mix: ControlReader
    // The stretch at hand, with what the filters hear before and behind it: as it came in, and times the drive.
    private var dry: Block
    private var driven: Block
    private var output: StretchOutput
    private var values: [Double]
    private var mixes: [Double]
    private var isPrimed = false

    /// - Parameter frames: of the whole of `upstream`.
    package init(_ upstream: any SampleStream, _ settings: Settings, frames: Int) {
        channels = upstream.channels
        oversampler = Oversampler(
            settings.curve, factor: settings.oversampling, count: Saturation.stretch)
        input = FrameReader(upstream, frames: frames)
        drive = ControlReader(settings.drive)
        gain = ControlReader(settings.output)
        mix = ControlReader(settings.mix)
        let room = Saturation.stretch + 2 * oversampler.reach
        dry = Block(channels: channels, capacity: room)
        driven = dry
        output = StretchOutput(channels: channels, capacity: Saturation.stretch, frames: frames)
        values = Array(repeating: 0, count: room)
        mixes = Array(repeating: 0, count: Saturation.stretch)
    }

    /// - Throws: `StreamLengthError` if upstream is shorter or longer than it was said to be, and what
    ///   upstream throws.
    package func read(into block: inout Block) throws {
        block.resize(to: output.count(for: block))
        var done = 0
        while done < block.frames {
            if output.ready.isEmpty { try bend() }
            done += output.hand(to: &block, done)
        }
    }

    /// Makes the next stretch ready.
    private func bend() throws {
        try advance()
        output.block.resize(to: Saturation.stretch)
        values.withUnsafeMutableBufferPointer {
            gain.read(into: UnsafeMutableBufferPointer(rebasing: $0[..<Saturation.stretch]))
        }
        mixes.withUnsafeMutableBufferPointer { mix.read(into: $0) }
        let reach = oversampler.reach
        for channel in 0..<channels {
            output.block.withChannel(channel) { (written: UnsafeMutableBufferPointer<Double>) in
                driven.withChannel(channel) { (read: UnsafeBufferPointer<Double>) in
                    guard let target = written.baseAddress, let source = read.baseAddress else { return }
                    oversampler.run(source + reach, count: written.count, into: target)
                }
                dry.withChannel(channel) { (dry: UnsafeBufferPointer<Double>) in
                    for index in written.indices {
                        let clean = dry[reach + index]
                        written[index] = clean + mixes[index] * (values[index] * written[index] - clean)
                    }
                }
            }
        }
        output.ready = 0..<Saturation.stretch
    }

    /// Moves on by a stretch. Before the signal and behind it there is silence.
    private func advance() throws {
        if isPrimed {
            dry.discard(Saturation.stretch)
            driven.discard(Saturation.stretch)
        } else {
            dry.resize(to: oversampler.reach)
            dry.clear()
            driven.resize(to: oversampler.reach)
            driven.clear()
            isPrimed = true
        }
        let kept = dry.frames
        let fresh = min(dry.capacity - kept, input.frames - input.position)
        dry.resize(to: dry.capacity)
        driven.resize(to: dry.capacity)
        try input.read(fresh, into: &dry, at: kept)
        values.withUnsafeMutableBufferPointer {
            drive.read(into: UnsafeMutableBufferPointer(rebasing: $0[..<fresh]))
        }
        for channel in 0..<channels {
            dry.withChannel(channel) { (dry: UnsafeMutableBufferPointer<Double>) in
                dry[(kept + fresh)...].update(repeating: 0)
                driven.withChannel(channel) { (driven: UnsafeMutableBufferPointer<Double>) in
                    for index in 0..<fresh { driven[kept + index] = dry[kept + index] * values[index] }
                    driven[(kept + fresh)...].update(repeating: 0)
                }
            }
        }
    }
}
