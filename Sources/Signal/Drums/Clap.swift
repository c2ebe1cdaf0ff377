/// Hand claps in the manner of the TR-909: three quick bursts of band-passed noise, and a fourth that rings on
/// like a room.
package struct Clap: DrumVoice {
    /// Seconds until the cut.
    private static let length = 0.35
    /// When each burst starts, and how fast it falls to 1/e, seconds; and its level.
    private static let bursts = [
        (start: 0.0, decay: 0.004, level: 0.8), (start: 0.010, decay: 0.004, level: 0.9),
        (start: 0.021, decay: 0.004, level: 1.0), (start: 0.031, decay: 0.055, level: 0.5),
    ]
    /// The band: centre in Hz and quality; and the corner below which nothing is left, Hz.
    private static let (centre, quality, corner) = (1150.0, 1.4, 500.0)

    package let variesWithSeed = true

    package init() {}

    package func render(velocity: Double, seed: UInt64, sampleRate: Double) -> [[Double]] {
        let random = CounterRandom(seed: seed)
        var band = VoiceFilter(frequency: Clap.centre, quality: Clap.quality, sampleRate: sampleRate)
        var top = VoiceFilter(frequency: Clap.corner, quality: 0.7, sampleRate: sampleRate)
        let samples = envelope(sampleRate: sampleRate).enumerated().map { frame, level in
            top.highPass(band.bandPass(level * random.uniform(UInt64(frame))))
        }
        return [Finish.finished(samples, velocity: velocity, sampleRate: sampleRate)]
    }

    /// Each burst takes over from the one before.
    private func envelope(sampleRate: Double) -> [Double] {
        var envelope = Array(repeating: 0.0, count: Finish.frames(Clap.length, sampleRate))
        for burst in Clap.bursts {
            var decay = Decay(time: burst.decay, sampleRate: sampleRate)
            for frame in Int((burst.start * sampleRate).rounded())..<envelope.count {
                envelope[frame] = burst.level * decay.next()
            }
        }
        return envelope
    }
}
