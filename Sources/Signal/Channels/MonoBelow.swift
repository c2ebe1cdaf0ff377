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
    ///   - frequency: in hertz, below a third of the sample rate.
    ///   - frames: of the whole of `upstream`.
    package static func stream(
        _ upstream: any SampleStream, frequency: Control, sampleRate: Double, frames: Int
    ) -> any SampleStream {
        let split = MidSideSplit(upstream)
        let side = filter(split.side, frequency, sampleRate, frames)
        return MidSideJoin(mid: split.mid, side: side)
    }

    private static func filter(
        _ side: any SampleStream, _ frequency: Control, _ sampleRate: Double, _ frames: Int
    ) -> any SampleStream {
        if let constant = frequency.constant {
            return LinearPhaseFilter(side, taps: taps(constant, sampleRate: sampleRate), frames: frames)
        }
        // As many taps for all as the lowest needs.
        let lowest = frequency.range.lowerBound
        let count = taps(lowest, sampleRate: sampleRate).count
        return MovingLinearPhase(side, [frequency], frames: frames) { frequencies in
            let taps = taps(max(lowest, frequencies[0]), sampleRate: sampleRate)
            let around = Array(repeating: 0.0, count: (count - taps.count) / 2)
            return around + taps + around
        }
    }
}
