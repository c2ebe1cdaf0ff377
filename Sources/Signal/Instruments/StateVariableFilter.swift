/// A two-pole filter whose corner may move at every sample without harm: low-, band- and high-pass.
///
/// The trapezoidal form: A. Simper, "Solving the continuous SVF equations using trapezoidal integration and
/// equivalent currents", Cytomic, 2013. It is stable for every positive g and damping, however they move.
package struct StateVariableFilter: Sendable {
    package enum Mode: String, CaseIterable, Sendable {
        /// 12 dB per octave above the corner.
        case lowpass
        /// 6 dB per octave on both sides, unity gain at the centre.
        case bandpass
        /// 12 dB per octave below the corner.
        case highpass
    }

    private var current1 = 0.0
    private var current2 = 0.0

    package init() {}

    /// tan(π·f/fs), with f kept within 1 Hz … 0.49·fs: what the filter is set by.
    package static func coefficient(frequency: Double, sampleRate: Double) -> Double {
        Mathematics.tangent(Mathematics.pi * min(max(frequency, 1) / sampleRate, 0.49))
    }

    /// Filters a run in place.
    ///
    /// - Parameters:
    ///   - g: the coefficient at both ends of the run.
    ///   - damping: 1/Q at both ends of the run.
    mutating func process(_ samples: inout [Double], mode: Mode, g: RunLine, damping: RunLine) {
        var (current1, current2) = (current1, current2)
        for index in 0..<NoteRun.length {
            let (g, k, x) = (g.value(index), damping.value(index), samples[index])
            let a1 = 1 / (1 + g * (g + k))
            let difference = x - current2
            let band = a1 * (current1 + g * difference)
            let low = current2 + g * band
            current1 = 2 * band - current1
            current2 = 2 * low - current2
            switch mode {
            case .lowpass: samples[index] = low
            case .bandpass: samples[index] = k * band
            case .highpass: samples[index] = x - k * band - low
            }
        }
        (self.current1, self.current2) = (current1, current2)
    }
}
