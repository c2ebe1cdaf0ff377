/// One sound of a drum kit.
package protocol DrumVoice: Sendable {
    /// Whether hits of the same velocity and different seeds sound different.
    var variesWithSeed: Bool { get }

    /// The sound of one hit, at most 2 s of it, as samples per channel: one channel, or two, of equal length.
    ///
    /// - Parameters:
    ///   - velocity: 0 … 1. The synthesised voices peak at 0.9 times it, full scale 1.
    ///   - seed: picks the noise, for voices that have some.
    ///   - sampleRate: Hz.
    func render(velocity: Double, seed: UInt64, sampleRate: Double) -> [[Double]]

    /// The voice with everything worked out that its hits at this sample rate have in common.
    func prepared(sampleRate: Double) -> any DrumVoice
}

extension DrumVoice {
    package func prepared(sampleRate: Double) -> any DrumVoice { self }
}
