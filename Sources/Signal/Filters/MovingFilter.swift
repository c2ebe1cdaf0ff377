/// A causal filter whose parameters move.
///
/// It is designed anew at every frame that is a multiple of `Control.period`, and each coefficient runs in a straight
/// line from one design to the next. The denominators of stable sections form a triangle, so those between two stable
/// ones are stable. The form is the direct form I: its memory is what went in and what came out, and not a mixture of
/// both in the terms of coefficients that hold no longer, so that a steady sound stays steady while a filter sweeps.
package struct MovingFilter: Processor {
    private let controls: [Control]
    private let design: @Sendable ([Double]) -> [Biquad]
    private let channels: Int
    private let sections: Int
    // The states of section s in channel c are at c * sections + s.
    private var states: [State]
    // The designs at the last multiple of the period, and the steps from frame to frame to the next.
    private var start: [Biquad]
    private var step: [Biquad]
    private var next: [Biquad]
    private var position = 0

    /// The last two samples that went in and came out.
    private struct State {
        var input1 = 0.0
        var input2 = 0.0
        var output1 = 0.0
        var output2 = 0.0
    }

    /// - Parameters:
    ///   - controls: the parameters.
    ///   - design: from their values at a moment to as many sections at all times, all stable.
    package init(
        _ controls: [Control], channels: Int, design: @escaping @Sendable ([Double]) -> [Biquad]
    ) {
        self.controls = controls
        self.channels = channels
        self.design = design
        next = design(controls.map { $0.exact(at: 0) })
        sections = next.count
        start = next
        step = next
        states = Array(repeating: State(), count: channels * next.count)
    }

    package mutating func process(_ block: inout Block) {
        precondition(block.channels == channels, "BUG: \(block.channels) channels for \(channels) filters")
        var done = 0
        while done < block.frames {
            let offset = position % Control.period
            if offset == 0 { turn() }
            let count = min(block.frames - done, Control.period - offset)
            for channel in 0..<channels {
                block.withChannel(channel) { samples in
                    run(UnsafeMutableBufferPointer(rebasing: samples[done..<done + count]), channel, offset)
                }
            }
            done += count
            position += count
        }
    }

    /// Takes up the next design, and lets go of states too small to matter (see `SectionPair.silence`).
    private mutating func turn() {
        start = next
        next = design(controls.map { $0.exact(at: position + Control.period) })
        step = zip(start, next).map { $0.step(to: $1, in: Double(Control.period)) }
        for index in states.indices {
            if abs(states[index].output1) < SectionPair.silence { states[index].output1 = 0 }
            if abs(states[index].output2) < SectionPair.silence { states[index].output2 = 0 }
        }
    }

    private mutating func run(
        _ samples: UnsafeMutableBufferPointer<Double>, _ channel: Int, _ offset: Int
    ) {
        for section in 0..<sections {
            var state = states[channel * sections + section]
            let (start, step) = (start[section], step[section])
            for index in samples.indices {
                let at = Double(offset + index)
                let input = samples[index]
                let forward =
                    (start.b0 + step.b0 * at) * input + (start.b1 + step.b1 * at) * state.input1
                    + (start.b2 + step.b2 * at) * state.input2
                let output =
                    forward - (start.a1 + step.a1 * at) * state.output1
                    - (start.a2 + step.a2 * at) * state.output2
                (state.input2, state.input1) = (state.input1, input)
                (state.output2, state.output1) = (state.output1, output)
                samples[index] = output
            }
            states[channel * sections + section] = state
        }
    }
}

extension Biquad {
    /// What is added to each coefficient for each of `frames` frames on the way to another section.
    fileprivate func step(to other: Biquad, in frames: Double) -> Biquad {
        Biquad(
            b0: (other.b0 - b0) / frames, b1: (other.b1 - b1) / frames, b2: (other.b2 - b2) / frames,
            a1: (other.a1 - a1) / frames, a2: (other.a2 - a2) / frames)
    }
}
