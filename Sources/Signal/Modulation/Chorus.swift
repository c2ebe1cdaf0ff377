/// Adds voices that are a little late, by a time that moves, so that one sounds like several. With V voices, a mean delay D
/// and a depth A in frames, and the oscillator's phase φ in turns, voice v of channel c is late by
///
///     d[n] = D + A·sin 2π(φ[n] + v/V + c·s/(2V))
///
/// with s the spread, 0 … 1: at 1 the voices of both channels stand evenly around the turn. What comes out is
/// (1 − m)·x[n] + m/√V · Σ x(n − d[n]), m being the mix. Between samples: `FractionalDelay`.
package struct Chorus: Processor {
    package struct Settings: Sendable {
        package var voices = 3
        /// In seconds, at least the depth and ``shortest(sampleRate:)``.
        package var delay = Control(0.02)
        /// In seconds.
        package var depth = Control(0.003)
        package var spread = Control(1)
        package var mix = Control(0.5)

        package init() {}
    }

    private let voices: Int
    // In frames.
    private var delays: FrameControl
    private var depths: FrameControl
    private var spreads: FrameControl
    private var oscillator: LowFrequencyOscillator
    private var mixes: FrameControl
    private var history: DelayHistory
    private var phases: [Double] = []
    private var lates: [Double] = []
    private var wet: [Double] = []

    /// - Parameter sampleRate: in hertz.
    package init(
        _ settings: Settings, _ oscillator: LowFrequencyOscillator, channels: Int, sampleRate: Double
    ) {
        self.oscillator = oscillator
        voices = settings.voices
        precondition(Chorus.canBe(settings, sampleRate: sampleRate), "BUG: too short a delay of a chorus")
        delays = FrameControl(settings.delay.converted { $0 * sampleRate })
        depths = FrameControl(settings.depth.converted { $0 * sampleRate })
        spreads = FrameControl(settings.spread)
        mixes = FrameControl(settings.mix)
        let longest =
            settings.delay.range.upperBound * sampleRate + settings.depth.range.upperBound * sampleRate
        history = DelayHistory(longest: longest, channels: channels)
    }

    /// The shortest delay that can be made, in seconds.
    package static func shortest(sampleRate: Double) -> Double { FractionalDelay.shortest / sampleRate }

    /// Whether the delay never comes below the shortest that can be made.
    package static func canBe(_ settings: Settings, sampleRate: Double) -> Bool {
        settings.delay.range.lowerBound * sampleRate - settings.depth.range.upperBound * sampleRate
            >= FractionalDelay.shortest
    }

    package mutating func process(_ block: inout Block) {
        readControls(block)
        for channel in 0..<block.channels {
            block.withChannel(channel) { sing($0, channel) }
        }
    }

    private mutating func readControls(_ block: Block) {
        if phases.count < block.capacity {
            phases = Array(repeating: 0, count: block.capacity)
            (lates, wet) = (phases, phases)
        }
        let frames = block.frames
        phases.withUnsafeMutableBufferPointer {
            oscillator.read(into: UnsafeMutableBufferPointer(rebasing: $0[..<frames]))
        }
        mixes.advance(by: frames)
        delays.advance(by: frames)
        depths.advance(by: frames)
        spreads.advance(by: frames)
    }

    private mutating func sing(_ samples: UnsafeMutableBufferPointer<Double>, _ channel: Int) {
        let share = 1 / Double(voices).squareRoot()
        history.take(UnsafeBufferPointer(samples), channel)
        for voice in 0..<voices {
            findDelays(voice, channel, samples.count)
            listen(voice, channel, samples.count)
        }
        history.pass(samples.count, channel)
        mixes.read { mix in
            for index in samples.indices {
                samples[index] += mix(index) * (share * wet[index] - samples[index])
            }
        }
    }

    /// How late a voice is, frame by frame.
    private mutating func findDelays(_ voice: Int, _ channel: Int, _ count: Int) {
        let (channel, turn) = (Double(channel), Double(2 * voices))
        let place = Double(voice) / Double(voices)
        phases.withUnsafeBufferPointer { phases in
            lates.withUnsafeMutableBufferPointer { lates in
                guard let delay = delays.constant, let depth = depths.constant, let spread = spreads.constant
                else {
                    for index in 0..<count {
                        let ahead = channel * spreads[index] / turn + place
                        lates[index] =
                            delays[index] + depths[index] * Mathematics.sine(turns: phases[index] + ahead)
                    }
                    return
                }
                let ahead = channel * spread / turn + place
                for index in 0..<count {
                    lates[index] = delay + depth * Mathematics.sine(turns: phases[index] + ahead)
                }
            }
        }
    }

    /// Adds what is heard of a voice.
    private mutating func listen(_ voice: Int, _ channel: Int, _ count: Int) {
        history.read(channel) { now in
            wet.withUnsafeMutableBufferPointer { wet in
                lates.withUnsafeBufferPointer { lates in
                    FractionalDelay.standard.withTable { table in
                        for index in 0..<count {
                            let value = FractionalDelay.value(now + index, late: lates[index], table)
                            wet[index] = voice == 0 ? value : wet[index] + value
                        }
                    }
                }
            }
        }
    }
}
