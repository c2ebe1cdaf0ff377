/// Adds the sound to itself through a row of all-pass filters whose frequency moves: notches that sweep. Each of the stages is
/// of the first order and turns the phase by a quarter at the frequency
///
///     F = C·2^(D·sin 2π(φ + c·s/2)),  a = (t − 1)/(t + 1),  t = tan(π·F/rate)
///     y[n] = a·(u[n] − y[n − 1]) + u[n − 1]
///
/// with a centre C in hertz, a depth D in octaves, the oscillator's phase φ in turns, and the spread s, by which the right
/// channel (c = 1) is ahead: 1 is half a turn. The first is given x[n] + f·z[n − 1], z being what the last one gives and f
/// the feedback; what comes out is (1 − m)·x + m·z. The coefficient a is worked out at every frame that is a multiple of
/// `Control.period`, and runs in a straight line between.
package struct Phaser: Processor {
    package struct Settings: Sendable {
        package var stages = 6
        /// In hertz; with the depth below half the sample rate.
        package var centre = Control(800)
        /// In octaves.
        package var depth = Control(1.5)
        /// −0.95 … 0.95.
        package var feedback = Control(0.3)
        package var spread = Control(0)
        package var mix = Control(0.5)

        package init() {}
    }

    private let settings: Settings
    private let oscillator: LowFrequencyOscillator
    private let sampleRate: Double
    private let channels: Int
    private var feedback: ControlReader
    private var mix: ControlReader
    private var feedbacks = Array(repeating: 0.0, count: Control.period)
    private var mixes = Array(repeating: 0.0, count: Control.period)
    // Of stage s in channel c, at c * stages + s: what went in and came out last.
    private var inputs: [Double]
    private var outputs: [Double]
    // For each channel.
    private var start: [Double]
    private var next: [Double]
    private var position = 0

    /// - Parameter sampleRate: in hertz.
    package init(
        _ settings: Settings, _ oscillator: LowFrequencyOscillator, channels: Int, sampleRate: Double
    ) {
        self.settings = settings
        self.oscillator = oscillator
        self.sampleRate = sampleRate
        self.channels = channels
        feedback = ControlReader(settings.feedback)
        mix = ControlReader(settings.mix)
        inputs = Array(repeating: 0, count: channels * settings.stages)
        outputs = inputs
        start = Array(repeating: 0, count: channels)
        next = start
        for channel in 0..<channels { next[channel] = coefficient(channel, at: 0) }
    }

    private func coefficient(_ channel: Int, at frame: Int) -> Double {
        let turns = oscillator.exact(at: frame) + Double(channel) * settings.spread.exact(at: frame) / 2
        let octaves = settings.depth.exact(at: frame) * Mathematics.sine(turns: turns)
        let frequency = settings.centre.exact(at: frame) * Mathematics.power(2, octaves)
        let tangent = Mathematics.tangent(turns: frequency / sampleRate / 2)
        return (tangent - 1) / (tangent + 1)
    }

    package mutating func process(_ block: inout Block) {
        precondition(block.channels == channels, "BUG: \(block.channels) channels for \(channels) filters")
        var done = 0
        while done < block.frames {
            let offset = position % Control.period
            if offset == 0 { turn() }
            let count = min(block.frames - done, Control.period - offset)
            feedbacks.withUnsafeMutableBufferPointer {
                feedback.read(into: UnsafeMutableBufferPointer(rebasing: $0[..<count]))
            }
            mixes.withUnsafeMutableBufferPointer {
                mix.read(into: UnsafeMutableBufferPointer(rebasing: $0[..<count]))
            }
            for channel in 0..<channels {
                block.withChannel(channel) { samples in
                    run(UnsafeMutableBufferPointer(rebasing: samples[done..<done + count]), channel, offset)
                }
            }
            done += count
            position += count
        }
    }

    /// Takes up the next coefficients, and lets go of states too small to matter (see `SectionPair.silence`).
    private mutating func turn() {
        start = next
        for channel in 0..<channels { next[channel] = coefficient(channel, at: position + Control.period) }
        for index in outputs.indices where abs(outputs[index]) < SectionPair.silence { outputs[index] = 0 }
    }

    private mutating func run(
        _ samples: UnsafeMutableBufferPointer<Double>, _ channel: Int, _ offset: Int
    ) {
        let (stages, first) = (settings.stages, start[channel])
        let step = (next[channel] - first) / Double(Control.period)
        inputs.withUnsafeMutableBufferPointer { inputs in
            outputs.withUnsafeMutableBufferPointer { outputs in
                let base = channel * stages
                var last = outputs[base + stages - 1]
                for index in samples.indices {
                    let a = first + step * Double(offset + index)
                    var sound = samples[index] + feedbacks[index] * last
                    for stage in base..<base + stages {
                        let output = a * (sound - outputs[stage]) + inputs[stage]
                        inputs[stage] = sound
                        outputs[stage] = output
                        sound = output
                    }
                    last = sound
                    samples[index] += mixes[index] * (sound - samples[index])
                }
            }
        }
    }
}
