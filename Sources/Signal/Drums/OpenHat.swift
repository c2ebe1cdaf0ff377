/// An open hi-hat: rings for about 400 ms, unless a closed one stops it.
package struct OpenHat: DrumVoice {
    private static let cymbal = Cymbal(length: 0.5, decay: 0.085)

    package let variesWithSeed = true

    package init() {}

    package func render(velocity: Double, seed: UInt64, sampleRate: Double) -> [[Double]] {
        OpenHat.cymbal.render(velocity: velocity, seed: seed, sampleRate: sampleRate)
    }
}
