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
        /// The peak between the samples, dBTP, by ITU-R BS.1770-5 Annex 2; never below `peak`.
        case truePeak = "true-peak"
        /// Integrated programme loudness, LUFS, by ITU-R BS.1770-5. A mono programme counts as one channel:
        /// it reads 3 LU lower than the same signal on two.
        case loudness
        /// The loudest 400 ms, LUFS, looked at every 10 ms: EBU Tech 3341's momentary loudness.
        case momentaryMax = "momentary-max"
        /// The loudest 3 s, LUFS, looked at every 10 ms: EBU Tech 3341's short-term loudness.
        case shortTermMax = "short-term-max"
        /// How far the loudness varies, LU, by EBU Tech 3342.
        case loudnessRange = "loudness-range"
        /// The root of the mean square over all samples of all channels, dBFS: a sine at full scale on every
        /// channel reads −3.01; −∞ for digital silence.
        case rms
        /// The crest factor: `peak` − `rms`, dB.
        case crest
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
        /// The level of the quietest 500 ms, dBFS, as `rms` counts, looked at every 100 ms; −∞ where they are
        /// digital silence.
        case noiseFloor = "noise-floor"
        /// How alike the first two channels are over the whole programme: 1 the same, 0 unrelated, −1 the same
        /// with opposite sign.
        case correlation
        /// The lowest correlation of any 400 ms, looked at every 100 ms; windows in which either channel is below
        /// −70 dBFS do not count.
        case correlationMin = "correlation-min"
        /// How far the level falls when the first two channels are folded to mono, dB: their mean power above that
        /// of (L + R) / 2. Equal channels lose 0, unrelated ones 3.01, opposite ones everything.
        case monoLoss = "mono-loss"
        /// The level in the octave around the frequency in the name, Hz, in dBFS as `rms` counts. The edges are
        /// those of IEC 61260-1, base ten: 1000 · 10^(0.3 n ± 0.15) Hz.
        case band31 = "band.31.5"
        case band63 = "band.63"
        case band125 = "band.125"
        case band250 = "band.250"
        case band500 = "band.500"
        case band1000 = "band.1000"
        case band2000 = "band.2000"
        case band4000 = "band.4000"
        case band8000 = "band.8000"
        case band16000 = "band.16000"
        /// How far onsets lie from the nearest line of a grid of beats, ms: the median of the distances, early or
        /// late. The place is that of the onset that is farthest away.
        case onsetDistance = "onset-distance"
    }

    /// Below this level a sample counts as silent when a metric does not say otherwise, dBFS.
    package static let standardThreshold = -60.0

    package let kind: Kind
    /// The level below which a sample is silent, dBFS; `standardThreshold` when nil. Only the silence
    /// metrics look at it.
    package let threshold: Double?
    /// What onsets are held against. Only `onset-distance` looks at it, and cannot be measured without.
    package let grid: BeatGrid?

    package init(kind: Kind, threshold: Double? = nil, grid: BeatGrid? = nil) {
        self.kind = kind
        self.threshold = threshold
        self.grid = grid
    }

    /// What the number counts; empty for a plain count or ratio.
    package var unit: String {
        switch kind {
        case .frames: "frames"
        case .finite, .denormal: "samples"
        case .clipping: "runs"
        case .truePeak: "dBTP"
        case .loudness, .momentaryMax, .shortTermMax: "LUFS"
        case .loudnessRange: "LU"
        case .crest, .monoLoss: "dB"
        case .dcOffset, .correlation, .correlationMin: ""
        case .silenceLongest, .silenceLeading, .silenceTrailing: "s"
        case .onsetDistance: "ms"
        case .peak, .rms, .noiseFloor, .band31, .band63, .band125, .band250, .band500, .band1000, .band2000,
            .band4000, .band8000, .band16000:
            "dBFS"
        }
    }

    var isSilence: Bool {
        kind == .silenceLongest || kind == .silenceLeading || kind == .silenceTrailing
    }
}
