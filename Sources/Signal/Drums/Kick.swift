/// A bass drum in the manner of the TR-909: a sine that falls quickly in pitch, and a click. No noise: equal
/// hits are equal.
package struct Kick: DrumVoice {
    /// Seconds until the cut; the body is then 30 dB down and fading.
    private static let length = 0.6
    /// Pitch at the start and at the end, Hz, and how fast it falls, seconds to 1/e.
    private static let (startPitch, endPitch, pitchDecay) = (160.0, 50.0, 0.03)
    /// The body's swell and decay, seconds to 1/e.
    private static let (attack, decay) = (0.0008, 0.13)
    /// The click: pitch in Hz, decay in seconds to 1/e, level beside the body at velocity 1. A softer hit has
    /// less of it.
    private static let (clickPitch, clickDecay, clickLevel) = (1400.0, 0.0025, 0.3)

    package let variesWithSeed = false

    package init() {}

    package func render(velocity: Double, seed: UInt64, sampleRate: Double) -> [[Double]] {
        var swell = Decay(time: Kick.attack, sampleRate: sampleRate)
        var body = Decay(time: Kick.decay, sampleRate: sampleRate)
        var click = Decay(time: Kick.clickDecay, sampleRate: sampleRate)
        var fall = Decay(time: Kick.pitchDecay, sampleRate: sampleRate)
        // The phase is the integral of the pitch: that of an exponential is known.
        let sweep = (Kick.startPitch - Kick.endPitch) * Kick.pitchDecay
        let samples = (0..<Finish.frames(Kick.length, sampleRate)).map { frame in
            let time = Double(frame) / sampleRate
            let phase = Kick.endPitch * time + sweep * (1 - fall.next())
            let tone = (1 - swell.next()) * body.next() * Mathematics.sine(turns: phase)
            let tick = click.next() * Mathematics.sine(turns: Kick.clickPitch * time)
            return tone + Kick.clickLevel * velocity * tick
        }
        return [Finish.finished(samples, velocity: velocity, sampleRate: sampleRate)]
    }
}
