/// Everything that a report draws of a programme, measured in one pass.
package struct Picture: Sendable {
    /// Raised whenever the same samples give another picture: what is kept of earlier ones is then not looked at.
    package static let version = 1

    package let frames: Int
    package let sampleRate: Int
    package let waveform: Waveform
    package let spectrogram: Spectrogram
    package let loudness: LoudnessTrace
    /// The highest first.
    package let truePeaks: [TruePeakMark]
    /// Integrated loudness, LUFS; nil where it cannot be measured.
    package let integrated: Double?
    /// The nominal frequencies of the octave bands, hertz, and their levels, dBFS; nil where there is none.
    package let bands: [(frequency: Double, level: Double?)]
}

/// Measures a ``Picture`` of a programme whose length is known.
///
/// It takes a few hundred kilobytes, however long the programme is.
package struct PictureMeter {
    /// As many as a wide window has points, and no more: a picture is some tens of kilobytes.
    private static let columns = 1200
    private static let traceValues = 3600

    private let frames: Int
    private let sampleRate: Int
    private var waveform: WaveformMeter
    private var spectrogram: SpectrogramMeter
    private var trace: LoudnessTraceMeter
    private var peaks: TruePeakMarkMeter
    private var loudness: LoudnessMeter
    private var spectrum: SpectrumMeter

    package init(frames: Int, sampleRate: Int, channels: Int) {
        self.frames = frames
        self.sampleRate = sampleRate
        waveform = WaveformMeter(frames: frames, channels: channels, columns: Self.columns)
        spectrogram = SpectrogramMeter(
            frames: frames, sampleRate: sampleRate, channels: channels, columns: Self.columns)
        trace = LoudnessTraceMeter(
            frames: frames, sampleRate: sampleRate, channels: channels, atMost: Self.traceValues)
        peaks = TruePeakMarkMeter(frames: frames, sampleRate: sampleRate, channels: channels)
        loudness = LoudnessMeter(sampleRate: sampleRate, channels: channels)
        spectrum = SpectrumMeter(sampleRate: sampleRate, channels: channels)
    }

    package mutating func measure(_ block: borrowing Block) {
        waveform.measure(block)
        spectrogram.measure(block)
        trace.measure(block)
        peaks.measure(block)
        loudness.measure(block)
        spectrum.measure(block)
    }

    package mutating func finish() -> Picture {
        let found = (loudness.finish() + spectrum.finish()).reduce(into: [String: Double]()) {
            // As in a bank of meters: where a sample is not finite, there is no level.
            if waveform.isFinite, case .number(let number) = $1.value { $0[$1.metric] = number }
        }
        return Picture(
            frames: frames, sampleRate: sampleRate, waveform: waveform.finish(),
            spectrogram: spectrogram.finish(), loudness: trace.finish(), truePeaks: peaks.finish(),
            integrated: found[Metric.Kind.loudness.rawValue],
            bands: OctaveBand.all.map { band in
                (band.nominal, found[band.kind.rawValue].flatMap { $0.isFinite ? $0 : nil })
            })
    }
}
