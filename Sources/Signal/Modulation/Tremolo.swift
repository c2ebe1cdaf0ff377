/// Moves the level up and down: with v the oscillator's value, and a depth d of 0 … 1,
///
///     y[n] = (1 − d·(1 − v(φ[n]))/2)·x[n]
///
/// so that the level is between 1 and 1 − d. A sine and a triangle begin at their highest, a square with its loud half.
package struct Tremolo: Processor, Sendable {
    private var oscillator: LowFrequencyOscillator
    private var depths: FrameControl
    private let shape: LowFrequencyOscillator.Shape
    private var stereos: FrameControl
    private var phases: [Double] = []

    /// - Parameters:
    ///   - depth: 0 … 1.
    ///   - stereo: by how much the right is ahead of the left, in turns. It may move.
    package init(
        _ oscillator: LowFrequencyOscillator, shape: LowFrequencyOscillator.Shape, depth: Control,
        stereo: Control
    ) {
        self.oscillator = oscillator
        self.shape = shape
        depths = FrameControl(depth)
        stereos = FrameControl(stereo)
    }

    package mutating func process(_ block: inout Block) {
        if phases.count < block.capacity { phases = Array(repeating: 0, count: block.capacity) }
        let frames = block.frames
        phases.withUnsafeMutableBufferPointer {
            oscillator.read(into: UnsafeMutableBufferPointer(rebasing: $0[..<frames]))
        }
        depths.advance(by: frames)
        stereos.advance(by: frames)
        for channel in 0..<block.channels {
            block.withChannel(channel) { swing($0, channel) }
        }
    }

    private func swing(_ samples: UnsafeMutableBufferPointer<Double>, _ channel: Int) {
        let begin = shape == .square ? 0 : 0.25
        depths.read { depth in
            guard channel == 1 else {
                swing(samples, depth) { _ in begin }
                return
            }
            stereos.read { stereo in swing(samples, depth) { begin + stereo($0) } }
        }
    }

    /// Which shape it is, is asked once, and not of every frame.
    ///
    /// - Parameter ahead: of the phase of a frame, in turns.
    @inline(__always)
    private func swing(
        _ samples: UnsafeMutableBufferPointer<Double>, _ depth: (Int) -> Double, _ ahead: (Int) -> Double
    ) {
        switch shape {
        case .sine: swing(samples, depth, ahead, LowFrequencyOscillator.Shape.sine.value)
        case .triangle: swing(samples, depth, ahead, LowFrequencyOscillator.Shape.triangle.value)
        case .square: swing(samples, depth, ahead, LowFrequencyOscillator.Shape.square.value)
        }
    }

    @inline(__always)
    private func swing(
        _ samples: UnsafeMutableBufferPointer<Double>, _ depth: (Int) -> Double, _ ahead: (Int) -> Double,
        _ value: (Double) -> Double
    ) {
        phases.withUnsafeBufferPointer { phases in
            for index in samples.indices {
                let value = value(phases[index] + ahead(index))
                samples[index] *= 1 - depth(index) * (0.5 - 0.5 * value)
            }
        }
    }
}
