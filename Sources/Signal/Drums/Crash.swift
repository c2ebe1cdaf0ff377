/// A crash cymbal: the metal of the hi-hats, over a wider band, ringing for the best part of two seconds.
package struct Crash: DrumVoice {
    private static let cymbal = Cymbal(length: 1.9, decay: 0.42, centre: 5200, corner: 2600)

    package let variesWithSeed = true

    package init() {}

    package func render(velocity: Double, seed: UInt64, sampleRate: Double) -> [[Double]] {
        Crash.cymbal.render(velocity: velocity, seed: seed, sampleRate: sampleRate)
    }
}
