/// The pass band of a filter. Frequencies are in hertz, above 0 and below half the sample rate.
package enum FilterResponse: Equatable, Sendable {
    /// Passes what is below the cut-off.
    case lowpass(Double)
    /// Passes what is above the cut-off.
    case highpass(Double)
    /// Passes what is between the lower and the upper cut-off.
    case bandpass(Double, Double)

    /// The highest of its frequencies.
    package var highest: Double {
        switch self {
        case .lowpass(let cutoff), .highpass(let cutoff): cutoff
        case .bandpass(_, let high): high
        }
    }
}
