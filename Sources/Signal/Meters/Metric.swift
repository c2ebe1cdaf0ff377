/// A question that a meter can answer about a programme.
package struct Metric: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// The frames that were measured.
        case frames
        /// Samples, over all channels, that are NaN or infinite. A sound programme has 0.
        case finite
        /// Samples, over all channels, that are not 0 but smaller than the smallest normal 32-bit float
        /// (2⁻¹²⁶): whoever plays them as floats pays for each one. A sound programme has 0.
        case denormal
        /// The largest sample magnitude, dBFS; −∞ for digital silence.
        case peak
        /// The peak between the samples, dBTP, by ITU-R BS.1770 Annex 2; never below `peak`.
        case truePeak = "true-peak"
        /// Integrated programme loudness, LUFS, by ITU-R BS.1770. A mono programme counts as one channel:
        /// it reads 3 LU lower than the same signal on two.
        case loudness
        /// Runs of three or more consecutive samples of one channel at or beyond full scale.
        case clipping
        /// The largest |mean| of a channel, as a fraction of full scale.
        case dcOffset = "dc-offset"
        /// The longest run of samples below the threshold in any one channel, seconds.
        case silenceLongest = "silence.longest"
        /// The run below the threshold at the beginning, of the channel where it is longest, seconds.
        case silenceLeading = "silence.leading"
        /// The run below the threshold at the end, of the channel where it is longest, seconds.
        case silenceTrailing = "silence.trailing"
    }

    /// Below this level a sample counts as silent when a metric does not say otherwise, dBFS.
    package static let standardThreshold = -60.0

    package let kind: Kind
    /// The level below which a sample is silent, dBFS; `standardThreshold` when nil. Only the silence
    /// metrics look at it.
    package let threshold: Double?

    package init(kind: Kind, threshold: Double? = nil) {
        self.kind = kind
        self.threshold = threshold
    }

    /// The name in records and reports: `peak`, `silence.longest`; with the threshold where one was given:
    /// `silence.longest@-48`, `silence.leading@-52.5`.
    package var name: String {
        guard isSilence, let threshold else { return kind.rawValue }
        let digits = String(threshold)
        let short = digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
        return "\(kind.rawValue)@\(short)"
    }

    var isSilence: Bool {
        kind == .silenceLongest || kind == .silenceLeading || kind == .silenceTrailing
    }
}
