/// A filter of linear phase whose frequencies move. It is designed anew at every frame that is a multiple of a period,
/// always with as many taps, and each tap runs in a straight line from one design to the next: so what comes out is faded
/// from what the one gives to what the other gives. Their phases are the same, so that nothing cancels on the way.
///
/// Frame n is (1 − t)·Σ g[k]·x[n + c − k] + t·Σ h[k]·x[n + c − k], with c the middle tap, g and h the designs before and after
/// it, and t the part of the way. The period is 128 frames, 2.7 ms at 48 kHz; of more than 2,048 taps, so many times as many
/// that it lasts from a sixteenth to an eighth of the filter: what is so long does not follow any faster.
package final class MovingLinearPhase: SampleStream {
    package let channels: Int
    /// Frames between two designs.
    private let period: Int
    private let controls: [Control]
    private let design: @Sendable ([Double]) -> [Double]
    private let middle: Int
    private let transform: FourierTransform
    private var input: FrameReader
    // As many frames before those at hand as the middle tap has, and after them.
    private var window: Block
    private var output: StretchOutput
    private var position = 0
    private var values: [Double]
    private var next: [Double]
    /// Whether both designs are the same, and their spectra those of the period before.
    private var isAtRest = false
    // Of both designs at once: the one as the real and the other as the imaginary part, as the signal is real.
    private var responseReal: [Double]
    private var responseImaginary: [Double]
    private var real: [Double]
    private var imaginary: [Double]

    /// - Parameters:
    ///   - controls: the parameters.
    ///   - design: from their values at a moment to taps, always the same odd number of them.
    ///   - frames: of the whole of `upstream`.
    package init(
        _ upstream: any SampleStream, _ controls: [Control], frames: Int,
        design: @escaping @Sendable ([Double]) -> [Double]
    ) {
        channels = upstream.channels
        self.controls = controls
        self.design = design
        values = controls.map { $0.exact(at: 0) }
        next = design(values)
        middle = next.count / 2
        period = MovingLinearPhase.period(taps: next.count)
        let reach = 2 * middle + period
        var length = 1
        while length < reach { length *= 2 }
        transform = FourierTransform(length: length)
        real = Array(repeating: 0, count: length)
        (imaginary, responseReal, responseImaginary) = (real, real, real)
        input = FrameReader(upstream, frames: frames)
        window = Block(channels: channels, capacity: reach)
        output = StretchOutput(channels: channels, capacity: period, frames: frames)
    }

    private static func period(taps: Int) -> Int {
        var period = 128
        while 16 * period < taps { period *= 2 }
        return period
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

    /// Makes the next stretch ready.
    private func filter() throws {
        if position == 0 {
            window.resize(to: middle)
            window.clear()
            try fill(2 * middle)
        } else {
            window.discard(period)
        }
        try fill(window.capacity)
        position += period
        turn()
        output.block.resize(to: period)
        for channel in 0..<channels { run(channel) }
        output.ready = 0..<period
    }

    /// Reads until the window has so many frames, with silence after the signal.
    private func fill(_ frames: Int) throws {
        let kept = window.frames
        let fresh = min(frames - kept, input.frames - input.position)
        window.resize(to: frames)
        try input.read(fresh, into: &window, at: kept)
        for channel in 0..<channels {
            window.withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
                samples[(kept + fresh)...].update(repeating: 0)
            }
        }
    }

    /// Takes up the next design.
    private func turn() {
        let (last, lastValues) = (next, values)
        for number in values.indices { values[number] = controls[number].exact(at: position) }
        let isStill = values == lastValues
        if isStill && isAtRest { return }
        isAtRest = isStill
        if !isStill { next = design(values) }
        // The factor that the transform back leaves out.
        let scale = 1 / Double(transform.length)
        for index in responseReal.indices {
            let isTap = index < last.count
            responseReal[index] = isTap ? last[index] * scale : 0
            responseImaginary[index] = isTap ? next[index] * scale : 0
        }
        transform.synthesise(real: &responseReal, imaginary: &responseImaginary)
    }

    private func run(_ channel: Int) {
        window.withChannel(channel) { (samples: UnsafeBufferPointer<Double>) in
            for index in real.indices {
                (real[index], imaginary[index]) = (index < samples.count ? samples[index] : 0, 0)
            }
        }
        transform.synthesise(real: &real, imaginary: &imaginary)
        for index in real.indices {
            let (a, b) = (real[index], imaginary[index])
            let (c, d) = (responseReal[index], responseImaginary[index])
            real[index] = a * c - b * d
            imaginary[index] = a * d + b * c
        }
        // With the parts exchanged on the way in and out, the same transform goes back.
        transform.synthesise(real: &imaginary, imaginary: &real)
        output.block.withChannel(channel) { (output: UnsafeMutableBufferPointer<Double>) in
            for index in 0..<period {
                let (from, to) = (real[2 * middle + index], imaginary[2 * middle + index])
                output[index] = from + (to - from) * (Double(index) / Double(period))
            }
        }
    }
}
