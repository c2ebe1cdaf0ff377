/// A tom in the manner of the TR-808: a sine that falls a little in pitch, with the skin's slap. Equal hits of one
/// seed are equal; the seed picks the slap.
package struct Tom: DrumVoice {
    package static let low = Tom(pitch: 82)
    package static let mid = Tom(pitch: 123)
    package static let high = Tom(pitch: 175)

    /// Seconds until the cut.
    private static let length = 0.7
    /// The pitch at the start beside the last, and how fast it falls, seconds to 1/e.
    private static let (startRatio, pitchDecay) = (1.55, 0.045)
    /// The body's swell and decay, seconds to 1/e.
    private static let (attack, decay) = (0.0012, 0.14)
    /// The slap: corner in Hz, decay in seconds to 1/e, level at velocity 1. A softer hit has less of it.
    private static let (slapCorner, slapDecay, slapLevel) = (1200.0, 0.008, 0.35)

    package let variesWithSeed = true
    /// The pitch that it comes to rest at, Hz.
    private let pitch: Double

    private init(pitch: Double) { self.pitch = pitch }

    package func render(velocity: Double, seed: UInt64, sampleRate: Double) -> [[Double]] {
        let random = CounterRandom(seed: seed)
        var band = VoiceFilter(frequency: Tom.slapCorner, quality: 0.8, sampleRate: sampleRate)
        var swell = Decay(time: Tom.attack, sampleRate: sampleRate)
        var body = Decay(time: Tom.decay, sampleRate: sampleRate)
        var slap = Decay(time: Tom.slapDecay, sampleRate: sampleRate)
        var fall = Decay(time: Tom.pitchDecay, sampleRate: sampleRate)
        // The phase is the integral of the pitch: that of an exponential is known.
        let sweep = pitch * (Tom.startRatio - 1) * Tom.pitchDecay
        let samples = (0..<Finish.frames(Tom.length, sampleRate)).map { frame in
            let phase = pitch * Double(frame) / sampleRate + sweep * (1 - fall.next())
            let tone = (1 - swell.next()) * body.next() * Mathematics.sine(turns: phase)
            let skin = slap.next() * band.bandPass(random.uniform(UInt64(frame)))
            return tone + Tom.slapLevel * velocity * skin
        }
        return [Finish.finished(samples, velocity: velocity, sampleRate: sampleRate)]
    }
}
