/// A rim shot in the manner of the TR-808: two short tones and a tick. The seed picks the tick.
package struct Rim: DrumVoice {
    /// Seconds until the cut.
    private static let length = 0.12
    /// Pitch in Hz, decay in seconds to 1/e, level: the TR-808's two resonators.
    private static let modes = [
        (pitch: 455.0, decay: 0.010, level: 0.5), (pitch: 1667.0, decay: 0.012, level: 1.0),
    ]
    /// The tick: corner in Hz, decay in seconds to 1/e, level at velocity 1.
    private static let (tickCorner, tickDecay, tickLevel) = (3000.0, 0.0025, 0.5)
    /// The swell, seconds to 1/e.
    private static let attack = 0.0002

    package let variesWithSeed = true

    package init() {}

    package func render(velocity: Double, seed: UInt64, sampleRate: Double) -> [[Double]] {
        let random = CounterRandom(seed: seed)
        var top = VoiceFilter(frequency: Rim.tickCorner, quality: 0.7, sampleRate: sampleRate)
        var tick = Decay(time: Rim.tickDecay, sampleRate: sampleRate)
        var samples = (0..<Finish.frames(Rim.length, sampleRate)).map { frame in
            Rim.tickLevel * velocity * tick.next() * top.highPass(random.uniform(UInt64(frame)))
        }
        for mode in Rim.modes {
            var decay = Decay(time: mode.decay, sampleRate: sampleRate)
            var swell = Decay(time: Rim.attack, sampleRate: sampleRate)
            for frame in samples.indices {
                let tone = Mathematics.sine(turns: mode.pitch * Double(frame) / sampleRate)
                samples[frame] += mode.level * (1 - swell.next()) * decay.next() * tone
            }
        }
        return [Finish.finished(samples, velocity: velocity, sampleRate: sampleRate)]
    }
}
