/// Filters a stream with an odd number of taps, and hands out each frame where it came in: frame n is
/// Σ h[k]·x[n + c − k] with c the middle tap, and silence before and after the signal.
///
/// Agrees with `scipy.signal.fftconvolve(x, h, "same")`. It works on stretches of the signal by fast convolution
/// (overlap-save: T. G. Stockham, "High-speed convolution and correlation", 1966).
package final class LinearPhaseFilter: SampleStream {
    package let channels: Int
    private let taps: Int
    private var convolution: FastConvolution
    private var input: FrameReader
    // The last taps − 1 frames, and two stretches after them.
    private var window: Block
    private var output: StretchOutput
    private var isPrimed = false

    /// - Parameters:
    ///   - taps: an odd number of them.
    ///   - frames: of the whole of `upstream`.
    package init(_ upstream: any SampleStream, taps: [Double], frames: Int) {
        precondition(taps.count % 2 == 1, "BUG: \(taps.count) taps have no middle")
        channels = upstream.channels
        self.taps = taps.count
        convolution = FastConvolution(taps)
        input = FrameReader(upstream, frames: frames)
        window = Block(channels: channels, capacity: taps.count - 1 + 2 * convolution.stretch)
        output = StretchOutput(channels: channels, capacity: 2 * convolution.stretch, frames: frames)
    }

    /// - Throws: `StreamLengthError` if upstream is shorter or longer than it was said to be, and what
    ///   upstream throws.
    package func read(into block: inout Block) throws {
        block.resize(to: output.count(for: block))
        var done = 0
        while done < block.frames {
            if output.ready.isEmpty { try filter() }
            done += output.hand(to: &block, done)
        }
    }

    /// Makes the next two stretches ready. The first of all begins with what comes before the signal.
    private func filter() throws {
        let both = 2 * convolution.stretch
        if isPrimed {
            window.discard(both)
        } else {
            window.resize(to: taps - 1)
            window.clear()
        }
        let kept = window.frames
        let fresh = min(both, input.frames - input.position)
        window.resize(to: window.capacity)
        try input.read(fresh, into: &window, at: kept)
        output.block.resize(to: both)
        for channel in 0..<channels {
            window.withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
                samples[(kept + fresh)...].update(repeating: 0)
            }
            output.block.withChannel(channel) { (written: UnsafeMutableBufferPointer<Double>) in
                window.withChannel(channel) { (read: UnsafeBufferPointer<Double>) in
                    convolution.run(read, into: written)
                }
            }
        }
        output.ready = (isPrimed ? 0 : taps / 2)..<both
        isPrimed = true
    }
}
