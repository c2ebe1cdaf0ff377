/// A closed hi-hat: 60 dB down after about 85 ms.
package struct ClosedHat: DrumVoice {
    private static let cymbal = Cymbal(length: 0.09, decay: 0.0125)

    package let variesWithSeed = true

    package init() {}

    package func render(velocity: Double, seed: UInt64, sampleRate: Double) -> [[Double]] {
        ClosedHat.cymbal.render(velocity: velocity, seed: seed, sampleRate: sampleRate)
    }
}
