/// Moves the error of rounding to where the ear hears least of it: an error-feedback filter of five taps. The error
/// of earlier samples, filtered, is taken off the next one, so that the error in the file has the spectrum
/// |1 − Σ cₖ z⁻ᵏ|² times that of white noise. At 44.1 kHz: −16.6 dB at 0 Hz, −27.2 dB at 4.0 kHz, 0 dB at 8.6 kHz,
/// +19.4 dB at the top, and 12.2 dB more power in all.
///
/// Source: S. Lipshitz, J. Vanderkooy, R. Wannamaker, "Minimally Audible Noise Shaping", JAES 39 (1991): the modified
/// E-weighted five-tap filter, designed for 44.1 kHz. At 48 kHz its curve lies 9 % higher in frequency.
package struct ErrorShaping: Sendable {
    static let coefficients = (2.033, -2.165, 1.959, -1.590, 0.6149)
    /// The sample rates that it is made for, in hertz.
    package static let sampleRates = [44_100, 48_000]
    /// The most that one error is taken for, in steps: one of dither, half of rounding. What a saturated sample is off
    /// by beyond that is not made good later.
    static let largestError = 1.5
    /// The most that is taken off a sample, in steps.
    static let largestCorrection = (2.033 + 2.165 + 1.959 + 1.590 + 0.6149) * largestError

    // The errors of the last samples, the newest first.
    private var errors = (0.0, 0.0, 0.0, 0.0, 0.0)

    /// What is to be added to the next sample, in steps.
    var correction: Double {
        let c = Self.coefficients
        let recent = c.0 * errors.0 + c.1 * errors.1 + c.2 * errors.2
        return -(recent + c.3 * errors.3 + c.4 * errors.4)
    }

    /// Takes note of what the sample in the file differs from what was wanted, in steps.
    mutating func remember(_ error: Double) {
        let held = min(max(error, -Self.largestError), Self.largestError)
        errors = (held, errors.0, errors.1, errors.2, errors.3)
    }
}
