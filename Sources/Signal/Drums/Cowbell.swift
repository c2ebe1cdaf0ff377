/// A cowbell in the manner of the TR-808: two square waves, band-limited, through a band-pass. No noise: equal hits
/// are equal.
package struct Cowbell: DrumVoice {
    /// Seconds until the cut.
    private static let length = 0.5
    /// The TR-808's two oscillators, Hz.
    private static let pitches = [540.0, 800.0]
    /// The strike and the ring: seconds to 1/e, level.
    private static let (strikeDecay, strikeLevel) = (0.012, 0.6)
    private static let (ringDecay, ringLevel) = (0.09, 0.4)
    /// The band: centre in Hz and quality; and the swell, seconds to 1/e.
    private static let (centre, quality, attack) = (2640.0, 1.2, 0.0004)

    package let variesWithSeed = false

    package init() {}

    package func render(velocity: Double, seed: UInt64, sampleRate: Double) -> [[Double]] {
        var samples = Array(repeating: 0.0, count: Finish.frames(Cowbell.length, sampleRate))
        for pitch in Cowbell.pitches { addSquare(pitch, to: &samples, sampleRate: sampleRate) }
        var band = VoiceFilter(frequency: Cowbell.centre, quality: Cowbell.quality, sampleRate: sampleRate)
        var swell = Decay(time: Cowbell.attack, sampleRate: sampleRate)
        var strike = Decay(time: Cowbell.strikeDecay, sampleRate: sampleRate)
        var ring = Decay(time: Cowbell.ringDecay, sampleRate: sampleRate)
        for frame in samples.indices {
            let level = Cowbell.strikeLevel * strike.next() + Cowbell.ringLevel * ring.next()
            samples[frame] = (1 - swell.next()) * level * band.bandPass(samples[frame])
        }
        return [Finish.finished(samples, velocity: velocity, sampleRate: sampleRate)]
    }

    private func addSquare(_ pitch: Double, to samples: inout [Double], sampleRate: Double) {
        let table = Wavetable(wave: .square, level: 0.5, frequency: pitch, sampleRate: sampleRate)
        table.read { sample in
            for frame in samples.indices { samples[frame] += sample(pitch * Double(frame) / sampleRate) }
        }
    }
}
