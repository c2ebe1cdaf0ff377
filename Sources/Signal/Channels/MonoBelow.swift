/// Takes the sides away below a frequency, so that the lows are mono: the sides go through a high-pass of linear phase,
/// and the middle stays as it is.
///
/// Half the amplitude of the sides is left at the frequency f, nothing (−90 dB) up to f/2, and all from 3f/2 on. Phase is
/// linear so that what is left of the sides stays in step with the middle, which needs no all-pass of its own then.
package enum MonoBelow {
    private static let attenuation = 90.0

    /// What the sides go through.
    ///
    /// - Parameters:
    ///   - frequency: in hertz, below a third of the sample rate.
    ///   - sampleRate: in hertz.
    package static func taps(_ frequency: Double, sampleRate: Double) -> [Double] {
        LinearPhase.taps(
            .highpass(frequency), transition: frequency, attenuation: attenuation, sampleRate: sampleRate)
    }

    /// - Parameters:
    ///   - upstream: of two channels.
    ///   - frames: of the whole of `upstream`.
    package static func stream(
        _ upstream: any SampleStream, frequency: Double, sampleRate: Double, frames: Int
    ) -> any SampleStream {
        let split = MidSideSplit(upstream)
        let side = LinearPhaseFilter(
            split.side, taps: taps(frequency, sampleRate: sampleRate), frames: frames)
        return MidSideJoin(mid: split.mid, side: side)
    }
}
