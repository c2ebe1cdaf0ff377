/// A slow oscillation that moves an effect. Where it stands follows from the frame's place in the production alone, so it
/// is the same however a stream is cut.
///
/// The phase is worked out at every frame that is a multiple of `Control.period`, and runs in a straight line between.
package struct LowFrequencyOscillator: Sendable {
    /// How it goes from −1 to 1 and back; at phase 0 it passes 0 on its way up.
    package enum Shape: String, Sendable {
        case sine
        /// In straight lines.
        case triangle
        /// A sine of eight times the height, cut off: edges that do not click.
        case square

        /// At a phase in turns.
        @inline(__always)
        func value(_ turns: Double) -> Double {
            switch self {
            case .sine: return Mathematics.sine(turns: turns)
            case .triangle:
                let ahead = turns + 0.25
                return 1 - abs(4 * (ahead - ahead.rounded(.down)) - 2)
            case .square: return max(-1, min(1, 8 * Mathematics.sine(turns: turns)))
            }
        }
    }

    private let phase: @Sendable (Int) -> Double
    private var position = 0
    private var start = 0.0
    private var step = 0.0

    /// - Parameter phase: in turns since the start of the production, of a frame of it.
    package init(phase: @escaping @Sendable (Int) -> Double) { self.phase = phase }

    /// - Parameters:
    ///   - rate: in hertz.
    ///   - sampleRate: in hertz.
    package init(rate: Double, sampleRate: Double) {
        self.init { rate * Double($0) / sampleRate }
    }

    /// A rate that may move: the phase is what it sums up to.
    ///
    /// - Parameters:
    ///   - rate: in hertz.
    ///   - sampleRate: in hertz.
    package init(following rate: Control, sampleRate: Double) {
        if let constant = rate.constant {
            self.init(rate: constant, sampleRate: sampleRate)
        } else {
            let turns = ControlIntegral(rate)
            self.init { turns.value(at: $0) / sampleRate }
        }
    }

    /// The phase of a frame, worked out.
    func exact(at frame: Int) -> Double { phase(frame) }

    /// The phases of the frames that come next, as many as fit.
    mutating func read(into phases: UnsafeMutableBufferPointer<Double>) {
        var done = 0
        while done < phases.count {
            let offset = position % Control.period
            if offset == 0 {
                start = phase(position)
                step = (phase(position + Control.period) - start) / Double(Control.period)
            }
            let count = min(phases.count - done, Control.period - offset)
            for index in 0..<count { phases[done + index] = start + step * Double(offset + index) }
            done += count
            position += count
        }
    }
}
