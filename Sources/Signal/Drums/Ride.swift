/// A ride cymbal: the metal of the hi-hats, longer and lower, and the ping of the stick.
package struct Ride: DrumVoice {
    private static let cymbal = Cymbal(length: 1.6, decay: 0.32, centre: 7500, corner: 4800)
    /// The ping's partials: pitch in Hz, decay in seconds to 1/e, level beside the metal at velocity 1. A softer hit
    /// has less of it.
    private static let ping = [
        (pitch: 2287.0, decay: 0.16, level: 0.16), (pitch: 3469.0, decay: 0.13, level: 0.18),
        (pitch: 4651.0, decay: 0.10, level: 0.14), (pitch: 6113.0, decay: 0.07, level: 0.10),
    ]
    /// The ping's swell, seconds to 1/e.
    private static let attack = 0.0003

    package let variesWithSeed = true

    package init() {}

    package func render(velocity: Double, seed: UInt64, sampleRate: Double) -> [[Double]] {
        var samples = Ride.cymbal.render(velocity: 1, seed: seed, sampleRate: sampleRate)[0]
        for partial in Ride.ping {
            var decay = Decay(time: partial.decay, sampleRate: sampleRate)
            var swell = Decay(time: Ride.attack, sampleRate: sampleRate)
            for frame in samples.indices {
                let tone = Mathematics.sine(turns: partial.pitch * Double(frame) / sampleRate)
                samples[frame] += velocity * partial.level * (1 - swell.next()) * decay.next() * tone
            }
        }
        return [Finish.finished(samples, velocity: velocity, sampleRate: sampleRate)]
    }
}
