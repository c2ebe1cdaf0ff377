/// A recorded one-shot, played as it is, at the hit's velocity.
package struct SampledVoice: DrumVoice {
    package let variesWithSeed = false
    private let samples: [[Double]]
    private let gain: Double

    /// - Parameters:
    ///   - samples: per channel, all of equal length, at the production's sample rate.
    ///   - gain: factor at velocity 1.
    package init(samples: [[Double]], gain: Double) {
        precondition(
            samples.allSatisfy { $0.count == samples.first?.count },
            "BUG: channels of \(samples.map(\.count)) frames in one sample")
        self.samples = samples
        self.gain = gain
    }

    package func render(velocity: Double, seed: UInt64, sampleRate: Double) -> [[Double]] {
        let factor = gain * velocity
        return factor == 1 ? samples : samples.map { channel in channel.map { $0 * factor } }
    }
}
