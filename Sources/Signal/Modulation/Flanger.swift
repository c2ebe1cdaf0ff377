/// Adds the sound to itself, a moment late that moves, and feeds that back: a comb that sweeps. With the oscillator's phase φ
/// in turns, a shortest delay D and a depth A in frames,
///
///     d[n] = D + A·(1 + sin 2π(φ[n] + c·s/2))/2
///     w[n] = x[n] + f·w(n − d[n])
///     y[n] = (1 − m)·x[n] + m·w(n − d[n])
///
/// f the feedback, m the mix, and s the spread, by which the right channel (c = 1) is ahead: 1 is half a turn. Between
/// samples: `FractionalDelay`.
package struct Flanger: Processor {
    package struct Settings: Sendable {
        /// The shortest delay in seconds, at least ``Chorus/shortest(sampleRate:)``.
        package var delay = Control(0.001)
        /// In seconds.
        package var depth = Control(0.002)
        /// −0.95 … 0.95.
        package var feedback = Control(0.5)
        package var spread = Control(0)
        package var mix = Control(0.5)

        package init() {}
    }

    /// What is quieter than this goes round no longer (see `SectionPair.silence`).
    private static let silence = 1e-150

    // In frames.
    private var delays: FrameControl
    private var depths: FrameControl
    private var spreads: FrameControl
    private var oscillator: LowFrequencyOscillator
    private var feedbacks: FrameControl
    private var mixes: FrameControl
    private var history: DelayHistory
    private var phases: [Double] = []
    private var lates: [Double] = []

    /// - Parameter sampleRate: in hertz.
    package init(
        _ settings: Settings, _ oscillator: LowFrequencyOscillator, channels: Int, sampleRate: Double
    ) {
        self.oscillator = oscillator
        precondition(Flanger.canBe(settings, sampleRate: sampleRate), "BUG: too short a delay of a flanger")
        delays = FrameControl(settings.delay.converted { $0 * sampleRate })
        depths = FrameControl(settings.depth.converted { $0 * sampleRate })
        spreads = FrameControl(settings.spread)
        feedbacks = FrameControl(settings.feedback)
        mixes = FrameControl(settings.mix)
        let (delay, depth) = (settings.delay.range.upperBound, settings.depth.range.upperBound)
        history = DelayHistory(longest: delay * sampleRate + depth * sampleRate, channels: channels)
    }

    /// Whether the delay never comes below the shortest that can be made.
    package static func canBe(_ settings: Settings, sampleRate: Double) -> Bool {
        settings.delay.range.lowerBound * sampleRate >= FractionalDelay.shortest
    }

    package mutating func process(_ block: inout Block) {
        readControls(block)
        for channel in 0..<block.channels {
            findDelays(channel, block.frames)
            block.withChannel(channel) { sweep($0, channel) }
        }
    }

    private mutating func readControls(_ block: Block) {
        if phases.count < block.capacity {
            phases = Array(repeating: 0, count: block.capacity)
            lates = phases
        }
        let frames = block.frames
        phases.withUnsafeMutableBufferPointer {
            oscillator.read(into: UnsafeMutableBufferPointer(rebasing: $0[..<frames]))
        }
        feedbacks.advance(by: frames)
        mixes.advance(by: frames)
        delays.advance(by: frames)
        depths.advance(by: frames)
        spreads.advance(by: frames)
    }

    /// How late it is, frame by frame.
    private mutating func findDelays(_ channel: Int, _ count: Int) {
        let channel = Double(channel)
        phases.withUnsafeBufferPointer { phases in
            lates.withUnsafeMutableBufferPointer { lates in
                guard let delay = delays.constant, let depth = depths.constant, let spread = spreads.constant
                else {
                    for index in 0..<count {
                        let sine = Mathematics.sine(turns: phases[index] + channel * spreads[index] / 2)
                        lates[index] = delays[index] + depths[index] * (0.5 + 0.5 * sine)
                    }
                    return
                }
                let ahead = channel * spread / 2
                for index in 0..<count {
                    let sine = Mathematics.sine(turns: phases[index] + ahead)
                    lates[index] = delay + depth * (0.5 + 0.5 * sine)
                }
            }
        }
    }

    private mutating func sweep(_ samples: UnsafeMutableBufferPointer<Double>, _ channel: Int) {
        let (lates, feedbacks, mixes) = (lates, feedbacks, mixes)
        history.withChannel(channel, frames: samples.count) { now in
            lates.withUnsafeBufferPointer { lates in
                FractionalDelay.standard.withTable { table in
                    feedbacks.read { feedback in
                        mixes.read { mix in
                            for index in samples.indices {
                                let wet = FractionalDelay.value(now + index, late: lates[index], table)
                                let round = samples[index] + feedback(index) * wet
                                now[index] = abs(round) < Flanger.silence ? 0 : round
                                samples[index] += mix(index) * (wet - samples[index])
                            }
                        }
                    }
                }
            }
        }
    }
}
